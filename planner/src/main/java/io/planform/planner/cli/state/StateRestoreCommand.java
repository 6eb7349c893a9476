package io.planform.planner.cli.state;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state restore FILE}: what {@code state backup} made, into a store that is empty. */
final class StateRestoreCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("restore");
    spec.usageMessage()
        .description("Brings all workspaces of a backup into a store that has no revisions yet.");
    spec.addPositional(StateBackupCommand.file("What 'state backup' made."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String file = arguments.matchedPositionalValue(0, "");
    return StateReading.open(
        shell,
        store -> {
          int states = store.restore(shell.directory().resolve(file));
          shell.out().println("Restored " + states + " workspaces from " + file + ".");
          return ExitCode.DONE;
        });
  }
}
