package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state export-tfstate [FILE]}: hands the state back to Terraform. */
final class StateExportCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("export-tfstate");
    spec.usageMessage()
        .description("Writes the state as a file of Terraform 1.11, sensitive values in clear.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("A new file, which only you can read; without it standard output.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return new StateExport(shell).run(arguments.matchedPositionalValue(0, ""));
  }
}
