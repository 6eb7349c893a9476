package io.planform.planner.cli.state;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state backup FILE}: all workspaces with all revisions, as they are at one moment. */
final class StateBackupCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("backup");
    spec.usageMessage()
        .description(
            "Copies all workspaces with all revisions into a new file, while others may write.");
    spec.addPositional(file("The file to make; a SQLite database, secrets in it encrypted."));
    return spec;
  }

  static PositionalParamSpec file(String description) {
    return PositionalParamSpec.builder()
        .paramLabel("FILE")
        .index("0")
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String file = arguments.matchedPositionalValue(0, "");
    return StateReading.open(
        shell,
        store -> {
          int states = store.backUp(shell.directory().resolve(file));
          shell.out().println("Backed up " + states + " workspaces to " + file + ".");
          return ExitCode.DONE;
        });
  }
}
