package io.planform.planner.cli.shell;

import io.planform.planner.apply.Interruption;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * What Ctrl-C and a polite kill do during an apply: the first ends it in order, the second at once.
 */
public final class Interrupts implements AutoCloseable {
  private final SequencedMap<String, Object> before = new LinkedHashMap<>();

  /**
   * @param aside through which something is told while progress is shown
   */
  public Interrupts(Interruption interruption, Shell shell, Consumer<Runnable> aside) {
    this(
        interruption,
        shell,
        aside,
        "Nothing new is started; what is in flight is finished and recorded. A second interrupt"
            + " stops at once: the journal knows what was begun.",
        () -> {});
  }

  /**
   * @param first what is said when the end begins
   * @param last what is done before the process stops at once
   */
  public Interrupts(
      Interruption interruption,
      Shell shell,
      Consumer<Runnable> aside,
      String first,
      Runnable last) {
    Diagnostic told = Diagnostic.warning("Interrupted", first, null);
    for (String signal : List.of("INT", "TERM")) {
      before.put(
          signal,
          Signals.register(
              signal,
              () -> {
                if (interruption.isRequested()) {
                  aside.accept(() -> stop(last));
                }
                interruption.request();
                aside.accept(() -> shell.report(told));
              }));
    }
  }

  private static void stop(Runnable last) {
    last.run();
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
