package io.planform.planner.config;

import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.spi.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/** Reads {@code provider} blocks. */
final class ProviderReader {
  private final Diagnostics diagnostics;

  ProviderReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable ProviderBlock read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    String alias = body.text("alias", "");
    // Old manifests say here which version they want; required_providers is the place for it.
    body.text("version", "");
    body.refuse("assume_role", "Give the provider its credentials by the environment.");
    return new ProviderBlock(
        block.labels().getFirst(), alias.isEmpty() ? null : alias, body.rest(), block.range());
  }
}
