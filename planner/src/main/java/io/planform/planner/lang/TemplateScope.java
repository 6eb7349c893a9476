package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Only the variables that a template was given. */
record TemplateScope(Map<String, Value> variables, Scope caller) implements Scope {
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

  @Override
  public Path baseDirectory() {
    return caller.baseDirectory();
  }

  @Override
  public @Nullable Instant planTime() {
    return caller.planTime();
  }

  @Override
  public boolean isPlanning() {
    return caller.isPlanning();
  }

  @Override
  public @Nullable ProviderFunction providerFunction(String provider, String name) {
    return caller.providerFunction(provider, name);
  }
}
