package io.planform.planner.cli.deploy;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.git.Checkout;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.job.DeploymentRun;
import io.planform.store.job.DeploymentRun.Outcome;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy approve NAME PLAN}: lets the plan that waits be applied. */
final class DeployApproveCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("approve");
    spec.usageMessage()
        .description(
            "Approves the plan that a deployment waits with. It is applied by the next run, if the"
                + " commit is still wanted and the same changes are planned again.");
    DeploySession.name(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLAN")
            .index("1")
            .type(String.class)
            .required(true)
            .description("The plan's id, as status and history show it.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        arguments,
        shell,
        (session, settings) ->
            approve(session, settings, arguments.matchedPositionalValue(1, ""), shell));
  }

  private static int approve(
      DeploySession session, DeploymentSettings settings, String plan, Shell shell)
      throws StoreException {
    List<DeploymentRun> last = session.store().runs(settings.key(), 1);
    String waiting =
        last.isEmpty() || last.getFirst().outcome() != Outcome.AWAITING_APPROVAL
            ? null
            : last.getFirst().planHash();
    if (waiting == null || !waiting.equals(plan)) {
      shell.report(
          Diagnostic.error(
              "No such plan waits",
              waiting == null
                  ? "The deployment " + settings.name() + " has no plan that waits for an approval."
                  : "The plan that waits is " + waiting + ", not " + plan + "."));
      return ExitCode.ERROR;
    }
    String commit = last.getFirst().commit();
    session.store().approve(settings.key(), commit, plan, Leasing.who(shell).actor());
    shell
        .out()
        .println(
            "Approved: plan %s of commit %s. The next run of %s applies it."
                .formatted(plan, Checkout.shortened(commit), settings.name()));
    return ExitCode.DONE;
  }
}
