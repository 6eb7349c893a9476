package io.planform.planner.cli.function;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The argument {@code FUNC} of commands that use a function which was applied. */
final class AppliedFunction {
  private AppliedFunction() {}

  /** What a command does with a function. */
  @FunctionalInterface
  interface Use {
    /**
     * @return the exit code
     */
    int use(FunctionOperations functions, String urn);
  }

  static void declare(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FUNC")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The address of the resource, or the function's name.")
            .build());
    Flags.variables(spec);
    Flags.input(spec);
  }

  /** Finds the function in the state and connects to where it is. */
  static int use(ParseResult arguments, Shell shell, Use use) {
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    String name = arguments.matchedPositionalValue(0, "");
    return StateReading.open(shell, store -> use(store, project, name, shell, use));
  }

  private static int use(StateStore store, Project project, String name, Shell shell, Use use)
      throws StoreException {
    RecordedState state = StateReading.recorded(store, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    Optional<ResourceState> function =
        state.resources().stream()
            .filter(row -> !text(row, "urn").isEmpty())
            .filter(row -> isNamed(row, name))
            .findFirst();
    if (function.isEmpty()) {
      return unknown(name, state, shell);
    }
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = project.evaluation();
    try (Providers providers = evaluation.providers()) {
      Graph<NodeKey> graph = project.graph();
      String provider = function.get().provider();
      evaluation.sessions().configure(List.of(provider), graph, diagnostics);
      project.report(diagnostics.toList());
      if (!(providers.session(provider) instanceof FunctionOperations functions)) {
        return ExitCode.ERROR;
      }
      return use.use(functions, text(function.get(), "urn"));
    }
  }

  private static boolean isNamed(ResourceState row, String name) {
    return row.address().toString().equals(name)
        || text(row, "name").equals(name)
        || text(row, "urn").equals(name);
  }

  private static String text(ResourceState row, String attribute) {
    return row.object().get(attribute).unmarked() instanceof Value.Str(String text) ? text : "";
  }

  private static int unknown(String name, RecordedState state, Shell shell) {
    List<String> names =
        state.resources().stream()
            .filter(row -> !text(row, "urn").isEmpty())
            .map(row -> text(row, "name"))
            .filter(each -> !each.isEmpty())
            .toList();
    String near = NearMatch.of(name, names);
    shell.report(
        Diagnostic.error("No such function", "The state holds no function " + name + ".")
            .withHint(
                near != null
                    ? "did you mean " + near + "?"
                    : names.isEmpty()
                        ? "apply a configuration with functions first"
                        : "there are " + String.join(", ", names)));
    return ExitCode.ERROR;
  }
}
