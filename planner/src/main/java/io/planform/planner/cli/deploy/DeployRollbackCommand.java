package io.planform.planner.cli.deploy;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.git.Checkout;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.job.Deployment;
import io.planform.store.job.DeploymentRun;
import io.planform.store.job.DeploymentRun.Outcome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy rollback NAME}: back to an earlier deployment. */
final class DeployRollbackCommand implements Command {
  private static final String TO = "-to";
  private static final int MOST = 1000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("rollback");
    spec.usageMessage()
        .description(
            "Wants the commit of an earlier deployment again: the next run plans and applies it."
                + " The branch's head is blocked until it is unblocked; a newer head is deployed.");
    DeploySession.name(spec);
    spec.addOption(
        Flags.named(
            TO,
            "NUMBER|COMMIT",
            "The deployment, as history lists it; by default the one before that which stands."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        arguments,
        shell,
        (session, settings) ->
            rollBack(session, settings, arguments.matchedOptionValue(TO, ""), shell));
  }

  private static int rollBack(
      DeploySession session, DeploymentSettings settings, String to, Shell shell)
      throws StoreException {
    Deployment deployment = session.store().deployment(settings.key());
    List<DeploymentRun> done =
        session.store().runs(settings.key(), MOST).stream()
            .filter(run -> run.outcome() == Outcome.DEPLOYED)
            .toList();
    Optional<DeploymentRun> wanted =
        done.stream().filter(run -> isMeant(run, to, deployment)).findFirst();
    String head = deployment.head();
    if (wanted.isEmpty() || head == null || wanted.get().commit().equals(head)) {
      shell.report(
          Diagnostic.error(
                  "Nothing to roll back to",
                  wanted.isEmpty()
                      ? "The deployment %s has no such earlier deployment."
                          .formatted(settings.name())
                      : "That is the branch's head.")
              .withHint("'planform deploy history " + settings.name() + "' lists deployments"));
      return ExitCode.ERROR;
    }
    String commit = wanted.get().commit();
    session.store().rollBack(settings.key(), head, commit, Leasing.who(shell).actor());
    shell
        .out()
        .println(
            "%s is to be at %s again, which the next run sees to. %s is blocked."
                .formatted(settings.name(), Checkout.shortened(commit), Checkout.shortened(head)));
    return ExitCode.DONE;
  }

  private static boolean isMeant(DeploymentRun run, String to, Deployment deployment) {
    return to.isEmpty()
        ? !run.commit().equals(deployment.deployed())
        : String.valueOf(run.number()).equals(to.replaceFirst("^#", ""))
            || (to.length() >= 4 && run.commit().startsWith(to));
  }
}
