package io.planform.planner.manifest;

import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;

/** Where functions can be called and nothing can be named. */
record NamelessScope(Path baseDirectory) implements Scope {
  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error(
            "Variables not allowed", "Variables may not be used here.", reference.range()));
    return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
  }
}
