package io.planform.planner.cli.view;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.lang.SourceText;
import io.planform.planner.render.PlanRenderer;
import io.planform.planner.render.StateRenderer;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.planner.test.FileResult;
import io.planform.planner.test.Leftover;
import io.planform.planner.test.RunResult;
import io.planform.planner.test.RunResult.Shown;
import io.planform.planner.test.Status;
import io.planform.planner.test.SuiteResult;
import io.planform.planner.test.TestFile;
import io.planform.planner.test.TestRun;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests in Terraform's words. */
record HumanTestView(Shell shell, Map<String, SourceText> sources, boolean verbose)
    implements TestView {

  @Override
  public void found(List<TestFile> files) {}

  @Override
  public void fileStarted(TestFile file) {
    line(file.name() + "... ", Ink.FAINT, "in progress");
  }

  @Override
  public void runStarted(TestFile file, TestRun run) {}

  @Override
  public void runEnded(TestFile file, RunResult result) {
    status("  run \"" + result.run().name() + "\"... ", result.status());
    if (verbose) {
      show(result.shown());
    }
    report(result.diagnostics());
  }

  private void show(@Nullable Shown shown) {
    String text =
        switch (shown) {
          case null -> "";
          case Shown.Planned(var plan, _, _) ->
              new PlanRenderer(shell.terminal().palette()).render(plan).strip();
          case Shown.Made(var state, _, var providers) ->
              new StateRenderer(providers).render(state).strip();
        };
    if (!text.isEmpty()) {
      shell.out().println("\n" + text + "\n");
    }
  }

  @Override
  public void tearingDown(TestFile file) {
    line(file.name() + "... ", Ink.FAINT, "tearing down");
  }

  @Override
  public void tearingDown(TestFile file, TestRun run) {}

  @Override
  public void left(TestFile file, Leftover leftover) {
    String run = file.name() + "/" + leftover.run();
    complain("Planform encountered an error destroying what was made by " + run + ".");
    report(leftover.diagnostics());
    if (!leftover.objects().isEmpty()) {
      complain("\nPlanform left these objects of " + run + ", which need to be removed by hand:");
      list(leftover);
    }
  }

  private void list(Leftover leftover) {
    for (Leftover.LeftObject object : leftover.objects()) {
      complain(
          "  - "
              + object.address()
              + (object.deposed().isEmpty() ? "" : " (" + object.deposed() + ")")
              + (object.objectId().isEmpty() ? "" : " [id=" + object.objectId() + "]"));
    }
  }

  private void complain(String text) {
    shell.out().flush();
    shell.terminal().err().println(text);
    shell.terminal().err().flush();
  }

  @Override
  public void fileEnded(FileResult result) {
    status(result.file().name() + "... ", result.status());
    report(result.diagnostics());
  }

  @Override
  public void ended(SuiteResult result) {
    Ink ink = result.passed() ? Ink.ADD : Ink.REMOVE;
    String[] words = summary(result).split(" ", 2);
    shell.out().println("\n" + shell.terminal().palette().paint(ink, words[0]) + " " + words[1]);
  }

  static String summary(SuiteResult result) {
    long skipped = result.count(Status.SKIP);
    return "%s %d passed, %d failed%s."
        .formatted(
            result.passed() ? "Success!" : "Failure!",
            result.count(Status.PASS),
            result.count(Status.FAIL) + result.count(Status.ERROR),
            skipped == 0 ? "" : ", " + skipped + " skipped");
  }

  @Override
  public void stopped(Map<String, List<Leftover>> present) {
    present.forEach(
        (file, leftovers) ->
            leftovers.forEach(
                leftover -> {
                  complain(
                      "\nThese objects of "
                          + file
                          + "/"
                          + leftover.run()
                          + " are there still, or may be:");
                  list(leftover);
                }));
  }

  @Override
  public void report(List<Diagnostic> diagnostics) {
    shell.report(diagnostics, sources);
  }

  private void status(String before, Status status) {
    switch (status) {
      case SKIP -> line(before, Ink.FAINT, "skip");
      case PASS -> line(before, Ink.ADD, "pass");
      case FAIL, ERROR -> line(before, Ink.REMOVE, "fail");
    }
  }

  private void line(String before, Ink ink, String word) {
    shell.out().println(before + shell.terminal().palette().paint(ink, word));
  }
}
