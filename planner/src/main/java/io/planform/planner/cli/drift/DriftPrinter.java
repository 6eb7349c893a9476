package io.planform.planner.cli.drift;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.render.DriftRenderer;
import io.planform.planner.render.json.DriftJson;
import io.planform.planner.render.json.UiLines;
import org.jspecify.annotations.Nullable;

/** Prints reports, for people or for programs. */
final class DriftPrinter {
  private final Shell shell;
  private @Nullable DriftReport last;

  DriftPrinter(Shell shell) {
    this.shell = shell;
  }

  void whole(DriftReport report) {
    UiLines ui = shell.ui();
    if (ui != null) {
      ui.drift(DriftRenderer.summary(report), DriftJson.document(report));
    } else {
      shell.out().print(new DriftRenderer(shell.terminal().palette()).render(report));
    }
  }

  /** One of many: for people, what is as it was before is told in one line. */
  void next(DriftReport report) {
    if (shell.ui() == null) {
      shell.out().println(report.at() + " " + DriftRenderer.summary(report));
    }
    if (shell.ui() != null || (report.isDrifted() && !report.findsAs(last))) {
      whole(report);
    }
    last = report;
  }
}
