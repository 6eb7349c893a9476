package io.planform.planner.cli.deploy;

import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.project.ApplyRun;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.deploy.Delivery;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.store.StoreException;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.Run;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Plans and applies a checkout as {@code apply} would in its directory; the output is a file. */
final class CheckoutDelivery implements Delivery {
  private final DeploySession session;
  private final Shell shell;
  private final Interruption stop;

  /**
   * @param stop ends applies in order
   */
  CheckoutDelivery(DeploySession session, Shell shell, Interruption stop) {
    this.session = session;
    this.shell = shell;
    this.stop = stop;
  }

  @Override
  public Delivered deliver(Order order) throws StoreException {
    try (RunLog log = RunLog.open(session.folder(), order.settings().name(), order.number())) {
      Shell quiet = log.shell(shell, order.settings(), order.root());
      Project project = Project.load(quiet, order.settings().inputs(), InputValues.Prompt.NOBODY);
      if (project == null) {
        return failed(log, null);
      }
      try (StateStore store = project.openState(session.stateHome(order.settings()))) {
        return store == null ? failed(log, null) : deliver(order, project, store, log, quiet);
      }
    } catch (IOException e) {
      return new Delivered.Ended(
          Outcome.FAILED, null, null, "its output cannot be kept: " + e.getMessage());
    }
  }

  private Delivered deliver(Order order, Project project, StateStore store, RunLog log, Shell quiet)
      throws StoreException {
    RunRequest request =
        new RunRequest(
            "planform deploy run " + order.settings().name(),
            Leasing.who(shell).actor(),
            order.commit(),
            null);
    return switch (store.begin(project.workspace(), request, Duration.ZERO)) {
      case StateStore.Acquired.Busy(LeaseHolder holder) ->
          new Delivered.Held(
              "waits for the state, which %s holds since %s with '%s'"
                  .formatted(holder.actor(), holder.since(), holder.command()));
      case StateStore.Acquired.Granted(Run run) -> {
        try (run) {
          DeploymentGate gate =
              new DeploymentGate(
                  order.settings(),
                  project,
                  order.reasons(),
                  order.approvals(),
                  shell.directory(),
                  quiet);
          int code =
              new ApplyRun(project, store, run, Parallelism.USUAL, View.of(quiet), quiet, stop)
                  .plan(PlanRequest.NORMAL, gate);
          yield ended(code, gate, run, store, project, log);
        }
      }
    };
  }

  private static Delivered ended(
      int code, DeploymentGate gate, Run run, StateStore store, Project project, RunLog log)
      throws StoreException {
    Long revision = made(store, project.workspace(), run.revision());
    if (code == ExitCode.DONE) {
      return new Delivered.Ended(Outcome.DEPLOYED, gate.plan(), revision, summary(gate.counts()));
    }
    if (gate.awaited() != null) {
      return new Delivered.Ended(
          Outcome.AWAITING_APPROVAL,
          gate.plan(),
          revision,
          summary(gate.counts()) + "; " + gate.awaited());
    }
    if (code == ExitCode.INTERRUPTED) {
      return new Delivered.Ended(
          Outcome.INTERRUPTED, gate.plan(), revision, "interrupted; what was done is recorded");
    }
    return new Delivered.Ended(
        Outcome.FAILED,
        gate.plan(),
        revision,
        (code == ExitCode.PARTIAL ? "part of it was applied: " : "") + log.firstError());
  }

  private static @Nullable Long made(StateStore store, String workspace, long revision)
      throws StoreException {
    return store.history(workspace).stream().anyMatch(each -> each.number() == revision)
        ? revision
        : null;
  }

  private static Delivered failed(RunLog log, @Nullable String plan) {
    return new Delivered.Ended(Outcome.FAILED, plan, null, log.firstError());
  }

  static String summary(Plan.@Nullable Counts counts) {
    return counts == null
        ? "nothing planned"
        : "%d to add, %d to change, %d to destroy"
            .formatted(counts.add(), counts.change(), counts.destroy());
  }
}
