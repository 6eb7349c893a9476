package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code terraform} blocks. */
final class SettingsReader {
  /** The version of Terraform whose language this is. */
  private static final VersionConstraint.Version LANGUAGE = new VersionConstraint.Version(1, 11, 4);

  private final Diagnostics diagnostics;
  private final List<Configuration.RequiredVersion> versions = new ArrayList<>();
  private final SequencedMap<String, Configuration.RequiredProvider> required =
      new LinkedHashMap<>();
  private Configuration.@Nullable Backend backend;
  private @Nullable SourceRange firstProviders;

  SettingsReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Configuration.Settings settings() {
    return new Configuration.Settings(backend, versions, required);
  }

  void read(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    BodyReader reader = new BodyReader(block.body(), diagnostics);
    Expression version = reader.expression("required_version");
    if (version != null) {
      requiredVersion(version);
    }
    reader.blocks("backend").forEach(this::backend);
    reader.blocks("required_providers").forEach(this::providers);
    Expression experiments = reader.expression("experiments");
    if (experiments != null) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown experiment keyword",
              "This language has no experiments that could be chosen: take the argument out.",
              experiments.range()));
    }
    reader.refuse("cloud", "Keep the state with backend \"sqlite\" or \"postgres\".");
    reader.refuse("provider_meta", "Take it out.");
    reader.end();
  }

  private void requiredVersion(Expression expression) {
    if (!(BodyReader.constant(expression, Type.STRING, diagnostics)
        instanceof Value.Str(String text))) {
      return;
    }
    VersionConstraint constraint = VersionConstraint.parse(text);
    if (constraint == null) {
      diagnostics.add(VersionConstraint.invalid(expression.range()));
    } else if (!constraint.allows(LANGUAGE)) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported Terraform version",
              "This version understands the language of Terraform "
                  + LANGUAGE
                  + ", which \""
                  + text
                  + "\" does not allow.",
              expression.range()));
    }
    versions.add(new Configuration.RequiredVersion(text, expression.range()));
  }

  private void backend(Body.Block block) {
    if (block.labels().size() != 1) {
      diagnostics.add(
          Diagnostic.error("Invalid backend", "A backend has one label: its type.", block.range()));
    } else if (backend != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate backend configuration",
              "A backend was already declared at "
                  + backend.range().file()
                  + ":"
                  + backend.range().start().line()
                  + ":"
                  + backend.range().start().column()
                  + ".",
              block.range()));
    } else {
      backend = new Configuration.Backend(block.labels().getFirst(), block.body(), block.range());
    }
  }

  private void providers(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    if (firstProviders != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate required providers configuration",
              "A module has one required_providers block; the first is at "
                  + firstProviders.file()
                  + ":"
                  + firstProviders.start().line()
                  + ".",
              block.range()));
      return;
    }
    firstProviders = block.range();
    for (Body.Block nested : block.body().blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unexpected \"" + nested.type() + "\" block",
              "What a module requires of a provider is an argument: " + nested.type() + " = { … }.",
              nested.range()));
    }
    RequiredProviderReader reader = new RequiredProviderReader(diagnostics);
    for (Body.Argument argument : block.body().arguments().values()) {
      required.put(argument.name(), reader.read(argument));
    }
  }
}
