package io.planform.planner.cli.state;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state pull}: prints the state in Terraform's form. */
final class StatePullCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("pull");
    spec.usageMessage()
        .description("Prints the state as Terraform would write it, sensitive values in clear.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return new StateExport(shell).run("");
  }
}
