package io.planform.planner.cli;

import io.planform.planner.apply.Interruption;
import io.planform.spi.diagnostic.Diagnostic;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C and a polite kill do during an apply: the first ends it in order, the second at once.
 */
final class Signals implements AutoCloseable {
  private static final String[] NAMES = {"INT", "TERM"};

  private final SignalHandler[] before = new SignalHandler[NAMES.length];

  Signals(Interruption interruption, Shell shell) {
    for (int index = 0; index < NAMES.length; index++) {
      before[index] =
          Signal.handle(
              new Signal(NAMES[index]),
              _ -> {
                if (interruption.isRequested()) {
                  Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                interruption.request();
                shell.report(
                    Diagnostic.warning(
                        "Interrupted",
                        "Nothing new is started; what is in flight is finished and recorded. A"
                            + " second interrupt stops at once: the journal knows what was begun.",
                        null));
              });
    }
  }

  @Override
  public void close() {
    for (int index = 0; index < NAMES.length; index++) {
      Signal.handle(new Signal(NAMES[index]), before[index]);
    }
  }
}
