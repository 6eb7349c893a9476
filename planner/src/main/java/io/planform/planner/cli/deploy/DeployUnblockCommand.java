package io.planform.planner.cli.deploy;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.git.Checkout;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.job.BlockedCommit;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy unblock NAME}: commits may be deployed again. */
final class DeployUnblockCommand implements Command {
  private static final String COMMIT = "-commit";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("unblock");
    spec.usageMessage()
        .description("Lets commits that are blocked be deployed again, as if never tried.");
    DeploySession.name(spec);
    spec.addOption(
        Flags.named(COMMIT, "COMMIT", "The commit, or how its id begins; by default all."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return DeploySession.open(
        arguments,
        shell,
        (session, settings) -> {
          String beginning = arguments.matchedOptionValue(COMMIT, "");
          List<BlockedCommit> meant =
              session.store().blocks(settings.key()).stream()
                  .filter(block -> block.isInForce() && block.commit().startsWith(beginning))
                  .toList();
          if (meant.isEmpty()) {
            shell.report(
                Diagnostic.error(
                    "Nothing is blocked", "No such commit of " + settings.name() + " is blocked."));
            return ExitCode.ERROR;
          }
          for (BlockedCommit block : meant) {
            session.store().unblock(settings.key(), block.commit());
            shell.out().println("Unblocked " + Checkout.shortened(block.commit()) + ".");
          }
          return ExitCode.DONE;
        });
  }
}
