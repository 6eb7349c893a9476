package io.planform.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
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
import io.planform.spi.provider.FunctionOperations.Invoked;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code invoke FUNC}: calls a function that was applied. */
final class InvokeCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("invoke");
    spec.usageMessage().description("Calls a function and prints its result.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FUNC")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The address of the resource, or the function's name.")
            .build());
    spec.addOption(
        OptionSpec.builder("-data")
            .paramLabel("JSON|@FILE")
            .type(String.class)
            .description("The event; by default {}.")
            .build());
    spec.addOption(Flags.flag("-tail", "Prints the end of the call's log too."));
    Flags.variables(spec);
    Flags.input(spec);
    Flags.notBuilt(spec, "-async");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, "-async");
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    byte[] event;
    try {
      event = event(arguments.matchedOptionValue("-data", "{}"), shell);
    } catch (IOException e) {
      shell.report(
          Diagnostic.error("The event cannot be read", String.valueOf(e.getMessage()) + "."));
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    String name = arguments.matchedPositionalValue(0, "");
    boolean tail = arguments.hasMatchedOption("-tail");
    return StateReading.open(shell, store -> invoke(store, project, name, event, tail, shell));
  }

  private static byte[] event(String data, Shell shell) throws IOException {
    return data.startsWith("@")
        ? Files.readAllBytes(shell.directory().resolve(data.substring(1)))
        : data.getBytes(StandardCharsets.UTF_8);
  }

  private static int invoke(
      StateStore store, Project project, String name, byte[] event, boolean tail, Shell shell)
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
      return show(functions.invoke(text(function.get(), "urn"), event, tail), shell);
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

  private static int show(Invoked invoked, Shell shell) {
    return switch (invoked) {
      case Invoked.Answered answered -> {
        show(answered.log(), shell);
        shell.out().writeBytes(answered.result());
        shell.out().println();
        if (!answered.failed()) {
          yield ExitCode.DONE;
        }
        shell.report(thrown(answered.result()));
        yield ExitCode.ERROR;
      }
      case Invoked.NotAnswered(String log, List<Diagnostic> diagnostics) -> {
        show(log, shell);
        shell.report(diagnostics);
        yield ExitCode.ERROR;
      }
    };
  }

  private static void show(String log, Shell shell) {
    if (!log.isEmpty()) {
      shell.terminal().err().println(log.stripTrailing());
    }
  }

  /** {@code {"errorMessage","errorType","stackTrace"}}, which the result shows in full. */
  private static Diagnostic thrown(byte[] result) {
    String error;
    try {
      JsonNode document = new ObjectMapper().readTree(result);
      error =
          document.path("errorType").asText("Error")
              + ": "
              + document.path("errorMessage").asText();
    } catch (IOException e) {
      error = "It did not say what.";
    }
    return Diagnostic.error("The function threw an error", error)
        .withHint("its result above has the stack trace; with -tail its log is shown too");
  }
}
