package io.planform.planner.cli.state;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Approval;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code force-unlock ID}: ends the lease of another run. */
public final class ForceUnlockCommand implements Command {
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
    spec.addOption(Flags.flag("-force", "Does not ask."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String id = arguments.matchedPositionalValue(0, "");
    if (!arguments.hasMatchedOption("-force") && !confirmed(shell)) {
      return ExitCode.ERROR;
    }
    return StateReading.open(shell, store -> unlock(store, id, shell));
  }

  private static boolean confirmed(Shell shell) {
    if (!shell.terminal().interactive()) {
      shell.report(
          Diagnostic.error(
                  "Nobody can confirm this", "The input is not a terminal. Nothing was done.")
              .withHint("-force ends the lease without a question"));
      return false;
    }
    boolean confirmed =
        new Approval(shell)
            .isYes(
                "Do you really want to force-unlock?",
                List.of(
                    "The run that holds the state can record nothing more, even if it is alive.",
                    "Only 'yes' will be accepted to confirm."));
    if (!confirmed) {
      shell.out().println("force-unlock cancelled.");
    }
    return confirmed;
  }

  private static int unlock(StateStore store, String id, Shell shell) throws StoreException {
    if (store.forceUnlock(Project.workspace(shell), id)) {
      shell.out().println("The lease " + id + " is ended. Its holder can write no more.");
      return ExitCode.DONE;
    }
    shell.report(
        Diagnostic.error("No such lease", "The state is not held under the lease " + id + "."));
    return ExitCode.ERROR;
  }
}
