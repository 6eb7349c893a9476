package io.planform.planner.cli.workspace;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace}: several states of one configuration. */
public final class WorkspaceCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("workspace");
    spec.usageMessage().description("Several states of one configuration.");
    return spec;
  }

  @Override
  public List<Command> subcommands() {
    return List.of(
        new WorkspaceDeleteCommand(),
        new WorkspaceListCommand(),
        new WorkspaceNewCommand(),
        new WorkspaceSelectCommand(),
        new WorkspaceShowCommand());
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return ExitCode.ERROR;
  }
}
