package io.planform.planner.cli;

import io.planform.spi.diagnostic.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code force-unlock ID}: ends the lease of another run. */
final class ForceUnlockCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("force-unlock");
    spec.usageMessage().description("Ends another run's lease; that run can write no more.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ID")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The lease's id, as the refused command printed it.")
            .build());
    spec.addOption(Flags.flag("-force", "Taken for Terraform's sake: nothing is asked anyway."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String id = arguments.matchedPositionalValue(0, "");
    return StateReading.open(
        shell,
        store -> {
          if (store.forceUnlock(Project.workspace(shell), id)) {
            shell.out().println("The lease " + id + " is ended. Its holder can write no more.");
            return ExitCode.DONE;
          }
          shell.report(
              Diagnostic.error(
                  "No such lease", "The state is not held under the lease " + id + "."));
          return ExitCode.ERROR;
        });
  }
}
