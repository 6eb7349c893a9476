package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.manifest.InputValues.Given;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of variables in a run: what the run says goes before what its file says, and that
 * before what is given from outside.
 */
final class RunInputs {
  private final TestFile file;
  private final TestRun run;
  private final EarlierRuns earlier;
  private final Path directory;
  private final Map<String, Given> shared;
  private final Map<String, Given> all;

  /**
   * @param outside given to all tests
   */
  RunInputs(
      TestFile file,
      TestRun run,
      Map<String, Given> outside,
      EarlierRuns earlier,
      Path directory,
      Diagnostics diagnostics) {
    this.file = file;
    this.run = run;
    this.earlier = earlier;
    this.directory = directory;
    this.shared = new HashMap<>(outside);
    Map<String, Given> ofFile =
        evaluate(file.variables(), new Variables(outside, false), diagnostics);
    shared.putAll(ofFile);
    this.all = new HashMap<>(shared);
    all.putAll(evaluate(run.variables(), scope(), diagnostics));
  }

  private Map<String, Given> evaluate(
      SequencedMap<String, Body.Argument> arguments, Scope scope, Diagnostics diagnostics) {
    Map<String, Given> values = new LinkedHashMap<>();
    arguments.forEach(
        (name, argument) ->
            values.put(
                name,
                new Given(
                    argument.expression().evaluate(scope, diagnostics),
                    file.name(),
                    argument.expression().range())));
    return values;
  }

  /** What names mean in the variables of the run and in the providers of its file. */
  Scope scope() {
    return new Variables(shared, true);
  }

  /** The values of a module's variables. */
  SequencedMap<String, Value> of(Configuration module, Diagnostics diagnostics) {
    run.variables()
        .forEach(
            (name, argument) -> {
              if (!module.variables().containsKey(name)) {
                diagnostics.add(
                    Diagnostic.warning(
                        "Value for undeclared variable",
                        "The module under test does not declare a variable named \""
                            + name
                            + "\"."
                            + NearMatch.question(name, module.variables().keySet()),
                        argument.expression().range()));
              }
            });
    return InputValues.assign(module, all, diagnostics);
  }

  /** What was given to a variable, whether the module has it or not. */
  @Nullable Given given(String name) {
    return all.get(name);
  }

  /** Variables as far as they are known, and runs. */
  private final class Variables implements Scope {
    private final Map<String, Given> known;
    private final boolean knowsRuns;

    Variables(Map<String, Given> known, boolean knowsRuns) {
      this.known = known;
      this.knowsRuns = knowsRuns;
    }

    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      if (knowsRuns && reference.root().equals("run")) {
        return earlier.resolve(reference, diagnostics);
      }
      if (reference.root().equals("var")
          && !reference.steps().isEmpty()
          && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)) {
        Given given = known.get(name);
        if (given != null) {
          return new Resolved(given.value(), 1);
        }
        diagnostics.add(
            Diagnostic.error(
                "Reference to unavailable variable",
                "No value is given to a variable \""
                    + name
                    + "\" before this."
                    + NearMatch.question(name, known.keySet()),
                reference.range()));
      } else {
        diagnostics.add(
            Diagnostic.error(
                "Invalid reference",
                knowsRuns
                    ? "Here are only variables (var.NAME) and the outputs of earlier runs"
                        + " (run.NAME.OUTPUT)."
                    : "The variables of a file can refer only to those that are given from outside"
                        + " of it (var.NAME).",
                reference.range()));
      }
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }

    @Override
    public Path baseDirectory() {
      return directory;
    }

    @Override
    public boolean isPlanning() {
      return false;
    }
  }
}
