package io.planform.planner.render.json;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Values of expressions that refer to nothing and call nothing. */
final class ConstantValues implements Scope {

  /** Null for what is not a constant. */
  @Nullable Value of(Expression expression) {
    Diagnostics diagnostics = new Diagnostics();
    Value value = expression.evaluate(this, diagnostics);
    return diagnostics.hasErrors() || !value.isWhollyKnown() ? null : value;
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error("Not a constant", "Its value is known later.", reference.range()));
    return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
  }

  @Override
  public boolean allowsFunctions() {
    return false;
  }

  @Override
  public Path baseDirectory() {
    return Path.of("");
  }
}
