package io.planform.planner.test;

import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope.Resolved;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.Map;

/** The outputs of the runs of a file that are over. */
final class EarlierRuns {
  private final TestFile file;
  private final Map<String, Value> outputs = new HashMap<>();

  EarlierRuns(TestFile file) {
    this.file = file;
  }

  void add(TestRun run, Value itsOutputs) {
    outputs.put(run.name(), itsOutputs);
  }

  Resolved resolve(Reference reference, Diagnostics diagnostics) {
    return new Resolved(value(reference, diagnostics), Math.min(1, reference.steps().size()));
  }

  /**
   * What {@code run.NAME} means; an error and an unknown value where it means nothing, or nothing
   * yet.
   */
  private Value value(Reference reference, Diagnostics diagnostics) {
    String name =
        !reference.steps().isEmpty()
                && reference.steps().getFirst() instanceof Reference.Attribute(String step, _)
            ? step
            : "";
    Value known = outputs.get(name);
    if (known != null) {
      return known;
    }
    boolean exists = file.place(name) < file.runs().size();
    diagnostics.add(
        exists
            ? Diagnostic.error(
                "Reference to unavailable run block",
                "The run \"" + name + "\" is not over yet: runs know of those before them.",
                reference.range())
            : Diagnostic.error(
                "Reference to unknown run block",
                name.isEmpty()
                    ? "Outputs of a run are run.NAME.OUTPUT."
                    : "There is no run \""
                        + name
                        + "\" in this file."
                        + NearMatch.question(
                            name, file.runs().stream().map(TestRun::name).toList()),
                reference.range()));
    return new Value.Unknown(Type.DYNAMIC);
  }
}
