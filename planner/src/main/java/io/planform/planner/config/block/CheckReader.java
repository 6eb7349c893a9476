package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Resource;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code check} blocks. */
final class CheckReader {
  private final Diagnostics diagnostics;

  CheckReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * A check and the data source that it has for itself.
   *
   * @param data null if it has none
   */
  record Read(Check check, @Nullable Resource data) {}

  @Nullable Read read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    String name = block.labels().getFirst();
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Body.Block scoped = body.block("data");
    Resource data =
        scoped == null ? null : new ResourceReader(diagnostics).readScoped(scoped, name);
    List<Condition> assertions = new ConditionReader(diagnostics).read(body, "assert");
    if (body.blocks("assert").isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "Zero assert blocks", "A check has at least one \"assert\" block.", block.range()));
    }
    body.end();
    String key = data == null ? null : data.key();
    return new Read(new Check(name, key, assertions, block.range()), data);
  }
}
