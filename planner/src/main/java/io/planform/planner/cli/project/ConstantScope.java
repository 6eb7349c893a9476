package io.planform.planner.cli.project;

import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;

/** Where nothing has a name: a backend is opened before anything else is known. */
record ConstantScope() implements Scope {
  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error(
                "Variables not allowed",
                "Variables may not be used here: a backend is opened before they are known.",
                reference.range())
            .withHint("what differs from place to place goes to init -backend-config"));
    return new Resolved(new Value.Unknown(Type.DYNAMIC), 0);
  }

  @Override
  public Path baseDirectory() {
    return Path.of("");
  }
}
