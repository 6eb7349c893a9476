package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Value;
import java.util.Map;

/** Only the variables that a template was given. */
record TemplateScope(Map<String, Value> variables, Scope outer) implements InnerScope {
  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    Value value = variables.get(reference.root());
    if (value == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid reference",
              "The template uses \""
                  + reference.root()
                  + "\", which is not among the variables it was given."
                  + NearMatch.question(reference.root(), variables.keySet()),
              reference.range()));
      return new Resolved(Evaluator.FAILED, reference.steps().size());
    }
    return new Resolved(value, 0);
  }
}
