package io.planform.planner.cli;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code completion}: what a shell needs to complete commands and flags. */
final class CompletionCommand implements Command {
  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("completion");
    spec.usageMessage()
        .description(
            "Prints a script that lets a shell complete commands and flags:"
                + " source <(planform completion bash)");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("bash|zsh")
            .arity("1")
            .type(String.class)
            .description("The shell that reads the script.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String name = arguments.matchedPositionalValue(0, "");
    if (!SHELLS.contains(name)) {
      shell.report(
          Diagnostic.error("Unknown shell " + name, "There are scripts for bash and zsh."));
      return ExitCode.ERROR;
    }
    // The script is for both: in zsh it loads what understands it.
    CommandLine line = shell.cli().commandLine();
    shell.out().print(AutoComplete.bash(line.getCommandName(), line));
    return ExitCode.DONE;
  }
}
