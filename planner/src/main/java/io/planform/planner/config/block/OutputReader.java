package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code output} blocks. */
final class OutputReader {
  private final Diagnostics diagnostics;

  OutputReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Output read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression value = body.required("value");
    String description = body.text("description", "");
    boolean sensitive = body.bool("sensitive", false);
    List<Reference> dependsOn = body.dependsOn();
    List<Condition> preconditions = new ConditionReader(diagnostics).read(body, "precondition");
    boolean ephemeral = body.bool("ephemeral", false);
    String deprecated = body.expression("deprecated") == null ? null : body.text("deprecated", "");
    body.end();
    return value == null
        ? null
        : new Output(
            block.labels().getFirst(),
            value,
            description,
            sensitive,
            ephemeral,
            deprecated,
            dependsOn,
            preconditions,
            block.range());
  }
}
