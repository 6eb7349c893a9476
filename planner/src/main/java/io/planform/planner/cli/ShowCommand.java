package io.planform.planner.cli;

import io.planform.planner.plan.Providers;
import io.planform.planner.plan.RecordedState;
import io.planform.planner.render.StateRenderer;
import io.planform.planner.saved.PlanFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code show [PLAN]}: the whole state, or a saved plan. */
final class ShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("show");
    spec.usageMessage().description("Shows every object and output of the state, or a saved plan.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLAN")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("Shows this saved plan.")
            .build());
    Flags.notBuilt(spec, "-json");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    if (arguments.hasMatchedOption("-json")) {
      shell.report(Diagnostic.error("Not supported yet: -json", "This version shows text only."));
      return ExitCode.ERROR;
    }
    String file = arguments.matchedPositionalValue(0, "");
    if (file.isEmpty()) {
      return StateReading.open(shell, store -> show(store, shell));
    }
    return switch (PlanFiles.open(file, shell)) {
      case PlanFiles.Opened.Plan(PlanFile plan) -> {
        new HumanView(shell).plan(plan.plan().plan());
        yield ExitCode.DONE;
      }
      case PlanFiles.Opened.Refused(int code) -> code;
    };
  }

  private static int show(StateStore store, Shell shell) throws StoreException {
    RecordedState state = StateReading.recorded(store, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    if (state.resources().isEmpty() && state.outputs().isEmpty()) {
      shell.out().println("The state file is empty. No resources are represented.");
      return ExitCode.DONE;
    }
    try (Providers providers = new Providers(shell.providers())) {
      shell.out().print(new StateRenderer(providers).render(state));
    }
    return ExitCode.DONE;
  }
}
