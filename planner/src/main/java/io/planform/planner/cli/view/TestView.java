package io.planform.planner.cli.view;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.lang.SourceText;
import io.planform.planner.test.Leftover;
import io.planform.planner.test.TestListener;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;

/** How tests are shown: to people, or to programs. */
public interface TestView extends TestListener {

  /**
   * @param sources that source lines are shown of
   * @param verbose whether what runs plan and make is shown
   */
  static TestView of(Shell shell, Map<String, SourceText> sources, boolean verbose) {
    return shell.ui() == null
        ? new HumanTestView(shell, sources, verbose)
        : new JsonTestView(shell.ui(), sources, verbose);
  }

  /** What is there when tests are stopped at once. */
  void stopped(Map<String, List<Leftover>> present);

  void report(List<Diagnostic> diagnostics);
}
