package io.planform.planner.cli.deploy;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code deploy}: Git branches and what is deployed from them. */
public final class DeployCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("deploy");
    spec.usageMessage()
        .description("Deploys the branches that the *.deploy.hcl files of this directory name.");
    return spec;
  }

  @Override
  public List<Command> subcommands() {
    return List.of(
        new DeployPlanCommand(),
        new DeployRunCommand(),
        new DeployWatchCommand(),
        new DeployStatusCommand(),
        new DeployHistoryCommand(),
        new DeployApproveCommand(),
        new DeployRollbackCommand(),
        new DeployUnblockCommand());
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return ExitCode.ERROR;
  }
}
