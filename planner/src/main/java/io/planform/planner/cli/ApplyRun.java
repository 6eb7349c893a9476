package io.planform.planner.cli;

import io.planform.planner.apply.Applier;
import io.planform.planner.apply.ApplyResult;
import io.planform.planner.apply.Interruption;
import io.planform.planner.apply.Recovery;
import io.planform.planner.apply.Work;
import io.planform.planner.plan.Evaluation;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.Providers;
import io.planform.planner.render.OutputRenderer;
import io.planform.planner.render.Palette.Ink;
import io.planform.planner.render.PlanRenderer;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.util.List;
import java.util.Locale;

/** One apply, from the lease to the summary. */
final class ApplyRun {
  private static final Diagnostic PARTIAL =
      Diagnostic.warning(
          "Applied changes may be incomplete",
          "With -target or -exclude not everything was looked at that the configuration asks for;"
              + " a plan without them shows what is left.",
          null);

  private final Project project;
  private final StateStore store;
  private final Run run;
  private final PlanRequest request;
  private final Shell shell;

  ApplyRun(Project project, StateStore store, Run run, PlanRequest request, Shell shell) {
    this.project = project;
    this.store = store;
    this.run = run;
    this.request = request;
    this.shell = shell;
  }

  /**
   * @param approved whether the plan need not be asked for
   * @param asks whether questions may be asked
   */
  int run(boolean approved, boolean asks) throws StoreException {
    if (!recovered()) {
      run.finish("nothing done: an earlier operation could not be resolved");
      return ExitCode.ERROR;
    }
    Snapshot snapshot = store.snapshot(project.workspace());
    Evaluation evaluation = project.evaluation();
    try (Providers _ = evaluation.providers()) {
      Diagnostics diagnostics = new Diagnostics();
      Diagnostics checks = new Diagnostics();
      Plan plan =
          new Planner(
                  evaluation,
                  project.graph(),
                  snapshot,
                  request,
                  ProgressLines.refreshing(shell),
                  diagnostics,
                  checks)
              .plan();
      project.report(diagnostics.toList());
      if (plan == null || !approved) {
        project.report(checks.toList());
      }
      if (plan == null) {
        run.finish("nothing done: the plan had errors");
        return ExitCode.ERROR;
      }
      shell.out().print(new PlanRenderer(shell.terminal().palette()).render(plan));
      if (!plan.refusals().isEmpty()) {
        project.report(plan.refusals());
        run.finish("nothing done: the plan has parts that cannot be carried out");
        return ExitCode.ERROR;
      }
      if (!plan.isEmpty()
          && !approved
          && !new Approval(shell).of(plan, project.workspace(), asks)) {
        run.finish("nothing done: not approved");
        return ExitCode.ERROR;
      }
      return apply(plan, evaluation);
    }
  }

  /** Resolves what an earlier run left open; false if that cannot be done. */
  private boolean recovered() throws StoreException {
    List<String> needed = Recovery.providers(run.snapshot());
    if (run.snapshot().unfinished().isEmpty()) {
      return true;
    }
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = project.evaluation();
    try (Providers providers = evaluation.providers()) {
      evaluation.configure(needed, project.graph(), diagnostics);
      int resolved = new Recovery(run, providers, diagnostics).recover();
      if (resolved > 0) {
        shell
            .out()
            .println("Found out what became of " + resolved + " operations of an earlier run.\n");
      }
    }
    project.report(diagnostics.toList());
    return !diagnostics.hasErrors();
  }

  private int apply(Plan plan, Evaluation evaluation) {
    Interruption interruption = new Interruption();
    ApplyResult result;
    if (!plan.isEmpty()) {
      shell.out().println();
    }
    try (ProgressLines progress = new ProgressLines(shell);
        Interrupts _ = new Interrupts(interruption, shell)) {
      result =
          new Applier(plan, evaluation, project.graph(), run, progress, interruption)
              .apply(request.parallelism());
    }
    project.report(result.diagnostics());
    if (request.isPartial()) {
      project.report(List.of(PARTIAL));
    }
    return result.isComplete() ? complete(plan, result) : incomplete(result);
  }

  private int complete(Plan plan, ApplyResult result) {
    String text =
        plan.mode() == Plan.Mode.DESTROY
            ? "Destroy complete! Resources: %d destroyed.".formatted(result.count(Work.DELETE))
            : "Apply complete! Resources: %s%d added, %d changed, %d destroyed."
                .formatted(
                    result.count(Work.IMPORT) == 0 ? "" : result.count(Work.IMPORT) + " imported, ",
                    result.count(Work.CREATE),
                    result.count(Work.UPDATE),
                    result.count(Work.DELETE));
    shell.out().println("\n" + shell.terminal().palette().paint(Ink.ADD, text));
    if (!result.outputs().isEmpty()) {
      shell.out().println("\nOutputs:\n");
      shell.out().print(new OutputRenderer().render(result.outputs()));
    }
    return ExitCode.DONE;
  }

  private int incomplete(ApplyResult result) {
    shell.out().println("\nThe apply did not end as planned.");
    list("Done, and recorded:", result.done());
    list("Not done:", result.notDone());
    if (shell.environment().getOrDefault("TF_IN_AUTOMATION", "").isEmpty()) {
      shell.out().println("\nRun '" + shell.commandLine() + "' again to go on from here.");
    }
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return result.done().isEmpty() ? ExitCode.ERROR : ExitCode.PARTIAL;
  }

  private void list(String heading, List<ApplyResult.Item> items) {
    if (items.isEmpty()) {
      return;
    }
    shell.out().println("\n" + heading);
    for (ApplyResult.Item item : items) {
      shell
          .out()
          .println("  " + item.work().name().toLowerCase(Locale.ROOT) + " " + item.address());
    }
  }
}
