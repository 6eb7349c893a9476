package io.planform.planner.cli;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.render.OutputRenderer;
import io.planform.planner.render.text.JsonText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code output [NAME]}: output values as they were last applied. */
final class OutputCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("output");
    spec.usageMessage().description("Prints output values of the state.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("Prints this one only, also if it is sensitive.")
            .build());
    spec.addOption(Flags.flag("-json", "Prints JSON, sensitive values in clear."));
    spec.addOption(Flags.flag("-raw", "Prints a text, number or bool without quotes."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(shell, store -> print(store, arguments, shell));
  }

  private static int print(StateStore store, ParseResult arguments, Shell shell)
      throws StoreException {
    RecordedState state = StateReading.recorded(store, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    String name = arguments.matchedPositionalValue(0, "");
    boolean json = arguments.hasMatchedOption("-json");
    boolean raw = arguments.hasMatchedOption("-raw");
    if (name.isEmpty()) {
      return raw ? rawNeedsName(shell) : all(state, json, shell);
    }
    Value value = state.outputs().get(name);
    if (value == null) {
      String near = NearMatch.of(name, state.outputs().keySet());
      Diagnostic missing =
          Diagnostic.error(
              "Output \"" + name + "\" not found", "The state holds no output of this name.");
      shell.report(near == null ? missing : missing.withHint("did you mean " + near + "?"));
      return ExitCode.ERROR;
    }
    return raw ? raw(name, value, shell) : one(value, json, shell);
  }

  private static int one(Value value, boolean json, Shell shell) {
    shell
        .out()
        .println(
            json
                ? RecordedState.json(value).toString()
                : new OutputRenderer().render(value.revealed()));
    return ExitCode.DONE;
  }

  private static int all(RecordedState state, boolean json, Shell shell) {
    if (json) {
      shell.out().println(JsonText.indented(state.outputsJson()));
      return ExitCode.DONE;
    }
    if (state.outputs().isEmpty()) {
      shell.report(
          Diagnostic.warning(
              "No outputs",
              "The state holds no output values: none are declared, or applied.",
              null));
    }
    shell.out().print(new OutputRenderer().render(state.outputs()));
    return ExitCode.DONE;
  }

  private static int raw(String name, Value value, Shell shell) {
    if (Conversion.convert(value.revealed(), Type.STRING)
            instanceof Conversion.Converted(Value text)
        && text instanceof Value.Str(String content)) {
      shell.out().print(content);
      return ExitCode.DONE;
    }
    shell.report(
        Diagnostic.error(
                "Unsupported value for raw output",
                "The output " + name + " cannot be printed as it is with -raw.")
            .withHint("-json prints any value"));
    return ExitCode.ERROR;
  }

  private static int rawNeedsName(Shell shell) {
    shell.report(Diagnostic.error("-raw needs a name", "It prints one output value."));
    return ExitCode.ERROR;
  }
}
