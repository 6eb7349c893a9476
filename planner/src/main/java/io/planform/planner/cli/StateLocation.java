package io.planform.planner.cli;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a configuration says its state is. */
final class StateLocation {
  /** Relative to the root module. */
  static final String DEFAULT = ".planform/state.db";

  private StateLocation() {}

  /** The SQLite file; null after an error. */
  static @Nullable Path of(Configuration configuration, Scope scope, Diagnostics diagnostics) {
    Path directory = configuration.directory();
    Configuration.Backend backend = configuration.settings().backend();
    if (backend == null) {
      return directory.resolve(DEFAULT);
    }
    return switch (backend.type()) {
      case "sqlite" -> path(backend, scope, directory.resolve(DEFAULT), "", diagnostics);
      // Terraform's own file stays as it is: ours lies beside it.
      case "local" -> path(backend, scope, directory.resolve(DEFAULT), ".planform.db", diagnostics);
      default -> {
        diagnostics.add(
            Diagnostic.error(
                    "Unsupported backend " + backend.type(),
                    "States are kept in SQLite; this version has no other backend.",
                    backend.range())
                .withHint("backend \"sqlite\" { path = \"…\" }, or none for " + DEFAULT));
        yield null;
      }
    };
  }

  private static @Nullable Path path(
      Configuration.Backend backend,
      Scope scope,
      Path otherwise,
      String suffix,
      Diagnostics diagnostics) {
    for (Body.Argument argument : backend.body().arguments().values()) {
      if (!argument.name().equals("path")) {
        diagnostics.add(
            Diagnostic.error(
                "Unsupported argument",
                "The backend takes path only, not " + argument.name() + ".",
                argument.nameRange()));
      }
    }
    Body.Argument path = backend.body().arguments().get("path");
    if (path == null) {
      return diagnostics.hasErrors() ? null : otherwise;
    }
    Value value = path.expression().evaluate(scope, diagnostics);
    if (value instanceof Value.Str(String text) && !text.isEmpty() && !diagnostics.hasErrors()) {
      return scope.baseDirectory().resolve(text + suffix);
    }
    if (!diagnostics.hasErrors()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid path", "The path of the state is a text.", path.expression().range()));
    }
    return null;
  }
}
