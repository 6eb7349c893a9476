package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/** Reads {@code provider} blocks. */
public final class ProviderReader {
  private final Diagnostics diagnostics;

  public ProviderReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  public @Nullable ProviderBlock read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression given = body.expression("alias");
    String alias = body.text("alias", "");
    if (given != null && !Scanner.isIdentifier(alias) && StaticExpression.text(given) != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider configuration alias",
              "An alias is a name: it starts with a letter or underscore and has only letters,"
                  + " digits, underscores and dashes.",
              given.range()));
    }
    // Old manifests say here which version they want; required_providers is the place for it.
    body.version("version");
    body.refuse("assume_role", "Give the provider its credentials by the environment.");
    return new ProviderBlock(
        block.labels().getFirst(), alias.isEmpty() ? null : alias, body.rest(), block.range());
  }
}
