package io.planform.planner.cli;

import io.planform.store.state.ResourceRow;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code state list}: the addresses of all objects. */
final class StateListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("list");
    spec.usageMessage().description("Lists the addresses of all objects in the state.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(
        shell,
        store -> {
          for (ResourceRow row : store.snapshot(Project.workspace(shell)).resources()) {
            String deposed = row.deposed().isEmpty() ? "" : " (deposed " + row.deposed() + ")";
            shell.out().println(row.address() + deposed);
          }
          return ExitCode.DONE;
        });
  }
}
