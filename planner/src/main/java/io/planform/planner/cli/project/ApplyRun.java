package io.planform.planner.cli.project;

import io.planform.planner.apply.Applier;
import io.planform.planner.apply.ApplyResult;
import io.planform.planner.apply.Interruption;
import io.planform.planner.apply.Recovery;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.Restoration;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One apply, from the lease to the summary. */
public final class ApplyRun {
  private static final Diagnostic PARTIAL =
      Diagnostic.warning(
          "Applied changes may be incomplete",
          "With -target or -exclude not everything was looked at that the configuration asks for;"
              + " a plan without them shows what is left.",
          null);

  private final Project project;
  private final StateStore store;
  private final Run run;
  private final Parallelism parallelism;
  private final View view;
  private final Shell shell;
  private final @Nullable Interruption stop;

  public ApplyRun(
      Project project, StateStore store, Run run, Parallelism parallelism, View view, Shell shell) {
    this(project, store, run, parallelism, view, shell, null);
  }

  /**
   * @param stop ends it in order; null where this run listens for signals itself
   */
  public ApplyRun(
      Project project,
      StateStore store,
      Run run,
      Parallelism parallelism,
      View view,
      Shell shell,
      @Nullable Interruption stop) {
    this.project = project;
    this.store = store;
    this.run = run;
    this.parallelism = parallelism;
    this.view = view;
    this.shell = shell;
    this.stop = stop;
  }

  /** Plans, asks and applies. */
  public int plan(PlanRequest request, Consent consent) throws StoreException {
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
                  view.refreshing(),
                  diagnostics,
                  checks)
              .attempt();
      if (plan != null) {
        view.plan(plan);
      }
      project.report(diagnostics.toList());
      if (plan == null || plan.errored() || !consent.isGiven()) {
        project.report(checks.toList());
      }
      if (plan == null || plan.errored()) {
        return nothingDone("the plan had errors");
      }
      if (!plan.refusals().isEmpty()) {
        project.report(plan.refusals());
        return nothingDone("the plan has parts that cannot be carried out");
      }
      if (!consent.to(plan, snapshot)) {
        return nothingDone("not approved");
      }
      return apply(plan, request, evaluation, "\'" + shell.commandLine() + "' again");
    }
  }

  /** What recovery changed is a revision; if it had nothing to do, there is none. */
  private int nothingDone(String why) throws StoreException {
    if (!run.snapshot().unfinished().isEmpty()) {
      run.finish("nothing more done: " + why);
    }
    return ExitCode.ERROR;
  }

  /**
   * Applies a saved plan as it is, or refuses it.
   *
   * @param files that functions read
   */
  public int saved(SavedPlan saved, FileAccess files) throws StoreException {
    if (!PlanFiles.isCurrent(saved, run.snapshot(), store, shell)) {
      return ExitCode.STALE_PLAN;
    }
    Plan plan = saved.plan();
    if (!plan.refusals().isEmpty()) {
      project.report(plan.refusals());
      return ExitCode.ERROR;
    }
    view.savedPlan(plan);
    Evaluation evaluation = project.evaluation(files);
    try (Providers _ = evaluation.providers()) {
      Diagnostics diagnostics = new Diagnostics();
      new Restoration(plan, saved.request(), evaluation, project.graph(), diagnostics)
          .restore(run.snapshot());
      project.report(diagnostics.toList());
      return diagnostics.hasErrors()
          ? ExitCode.ERROR
          : apply(plan, saved.request(), evaluation, "\'planform apply'");
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
      evaluation.sessions().configure(needed, project.graph(), diagnostics);
      int resolved = new Recovery(run, providers, diagnostics).recover();
      if (resolved > 0) {
        view.recovered(resolved);
      }
      evaluation.ephemeral().end(diagnostics);
    }
    project.report(diagnostics.toList());
    return !diagnostics.hasErrors();
  }

  /**
   * @param resumption what to run to go on if this does not end as planned
   */
  private int apply(Plan plan, PlanRequest request, Evaluation evaluation, String resumption) {
    Interruption interruption = stop == null ? new Interruption() : stop;
    ApplyResult result;
    try (View.Progress progress = view.applying(plan);
        Interrupts _ = stop == null ? new Interrupts(interruption, shell, progress::aside) : null) {
      result =
          new Applier(plan, evaluation, project.graph(), run, progress, interruption)
              .apply(parallelism);
    }
    project.report(result.diagnostics());
    if (request.isPartial()) {
      project.report(List.of(PARTIAL));
    }
    if (result.isComplete()) {
      view.complete(plan, result);
      return ExitCode.DONE;
    }
    view.incomplete(result, resumption);
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return result.done().isEmpty() ? ExitCode.ERROR : ExitCode.PARTIAL;
  }
}
