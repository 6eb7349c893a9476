package io.planform.planner.config;

import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.TypeConstraint;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code variable} blocks. */
final class VariableReader {
  /** Arguments of a module call that are not variables of the module. */
  private static final Set<String> RESERVED =
      Set.of(
          "count",
          "depends_on",
          "for_each",
          "lifecycle",
          "locals",
          "providers",
          "source",
          "version");

  private final Diagnostics diagnostics;

  VariableReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Variable read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    String name = block.labels().getFirst();
    if (RESERVED.contains(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid variable name",
              "The variable name \"" + name + "\" is reserved.",
              block.labelRanges().getFirst()));
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression type = body.expression("type");
    Variable variable =
        new Variable(
            name,
            type == null ? TypeConstraint.ANY : TypeConstraint.parse(type, diagnostics),
            body.expression("default"),
            body.text("description", ""),
            body.bool("sensitive", false),
            body.bool("ephemeral", false),
            body.bool("nullable", true),
            body.expression("deprecated") == null ? null : body.text("deprecated", ""),
            new ConditionReader(diagnostics).read(body, "validation"),
            block.range());
    body.end();
    return variable;
  }
}
