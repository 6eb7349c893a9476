package io.planform.planner.cli.deploy;

import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.Reconciler;
import io.planform.planner.deploy.Report;
import io.planform.planner.deploy.git.Checkout;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.job.Leader;
import io.planform.store.state.LeaseHolder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy run}: looks at deployments once, for instance from cron or CI. */
final class DeployRunCommand implements Command {
  static final Duration LEAD = Duration.ofMinutes(1);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("run");
    spec.usageMessage()
        .description(
            "Looks once at every deployment, and plans and applies the commits that are due.");
    DeploySession.names(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        shell,
        session -> {
          List<DeploymentSettings> named = session.named(arguments);
          return named == null
              ? ExitCode.ERROR
              : switch (session
                  .store()
                  .lead(Leasing.who(shell).actor(), "planform deploy run", LEAD)) {
                case Leadership.Busy(LeaseHolder holder) -> busy(holder, shell);
                case Leadership.Granted(Leader leader) -> {
                  try (leader) {
                    yield run(session, named, leader, shell);
                  }
                }
              };
        });
  }

  private static int busy(LeaseHolder holder, Shell shell) {
    shell.report(
        Diagnostic.error(
            "Another process deploys",
            "%s runs '%s' since %s, and sees to all deployments that are recorded there."
                .formatted(holder.actor(), holder.command(), holder.since())));
    return ExitCode.LEASE_BUSY;
  }

  private static int run(
      DeploySession session, List<DeploymentSettings> named, Leader leader, Shell shell)
      throws StoreException {
    Interruption stop = new Interruption();
    try (Mirrors mirrors = session.mirrors();
        Interrupts _ = new Interrupts(stop, shell, Runnable::run)) {
      Reconciler reconciler = reconciler(session, mirrors, leader, stop, shell);
      int code = ExitCode.DONE;
      for (DeploymentSettings settings : named) {
        if (stop.isRequested()) {
          return ExitCode.INTERRUPTED;
        }
        Report report = reconciler.reconcile(settings);
        shell.out().println(line(settings, report));
        code = code(report, code);
      }
      return code;
    }
  }

  static Reconciler reconciler(
      DeploySession session, Mirrors mirrors, Leader leader, Interruption stop, Shell shell) {
    return new Reconciler(
        session.deployments(),
        session.store(),
        leader,
        mirrors,
        session.folder().resolve("checkouts"),
        new CheckoutDelivery(session, shell, stop),
        Leasing.who(shell).actor(),
        InstantSource.system());
  }

  static String line(DeploymentSettings settings, Report report) {
    String commit = report.commit();
    return "%s: %s%s: %s"
        .formatted(
            settings.name(),
            report.state().name().toLowerCase(java.util.Locale.ROOT),
            commit == null ? "" : " " + Checkout.shortened(commit),
            report.detail());
  }

  /** Waiting is no error: somebody or something is to come first. */
  private static int code(Report report, int before) {
    return switch (report.state()) {
      case SETTLED, DEPLOYED, WAITING -> before;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case BLOCKED, FAILED, UNKNOWN -> before == ExitCode.DONE ? ExitCode.ERROR : before;
    };
  }
}
