package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ProviderName;
import io.planform.planner.config.Provisioner;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code resource}, {@code data} and {@code ephemeral} blocks. */
final class ResourceReader {
  private final Diagnostics diagnostics;

  ResourceReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Resource read(Body.Block block, Configuration.Mode mode) {
    return read(block, mode, null);
  }

  /** The data source that a {@code check} block has for itself. */
  @Nullable Resource readScoped(Body.Block block, String check) {
    for (String argument : List.of("count", "for_each")) {
      Body.Argument repetition = block.body().arguments().get(argument);
      if (repetition != null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid \"" + argument + "\" attribute",
                "The data source of a check does not repeat.",
                repetition.nameRange()));
      }
    }
    return read(block, Configuration.Mode.DATA, check);
  }

  private @Nullable Resource read(
      Body.Block block, Configuration.Mode mode, @Nullable String check) {
    if (!Labels.check(block, diagnostics, "type", "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression count = body.expression("count");
    Expression forEach = body.expression("for_each");
    if (count != null && forEach != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid combination of \"count\" and \"for_each\"",
              "The two are exclusive: a block has one of them or none.",
              forEach.range()));
    }
    List<Reference> dependsOn = body.dependsOn();
    String provider = provider(body);
    Body.Block lifecycle = body.block("lifecycle");
    List<Provisioner> provisioners = new ProvisionerReader(diagnostics).read(body, mode);
    return new Resource(
        mode,
        block.labels().get(0),
        block.labels().get(1),
        body.rest(),
        count,
        forEach,
        dependsOn,
        provider,
        lifecycle == null
            ? Configuration.Lifecycle.DEFAULT
            : new LifecycleReader(diagnostics).read(lifecycle.body(), mode),
        provisioners,
        check,
        block.range());
  }

  private @Nullable String provider(BodyReader body) {
    Expression expression = body.expression("provider");
    return expression == null ? null : ProviderName.read(expression, diagnostics);
  }
}
