package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state}: looks at what is recorded, and edits it. */
public final class StateCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("state");
    spec.usageMessage().description("Looks at what the state records, and edits it.");
    return spec;
  }

  @Override
  public List<Command> subcommands() {
    return List.of(
        new StateBackupCommand(),
        new StateRestoreCommand(),
        new StateRotateKeyCommand(),
        new StateListCommand(),
        new StateShowCommand(),
        new StateMoveCommand(),
        new StateRemoveCommand(),
        new StateHistoryCommand(),
        new StateDiffCommand(),
        new StateRollbackCommand(),
        new StatePullCommand(),
        new StatePushCommand(),
        new StateImportCommand(),
        new StateExportCommand());
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return ExitCode.ERROR;
  }
}
