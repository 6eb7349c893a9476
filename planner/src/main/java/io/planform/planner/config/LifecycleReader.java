package io.planform.planner.config;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code lifecycle} blocks. */
final class LifecycleReader {
  private final Diagnostics diagnostics;

  LifecycleReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Configuration.Lifecycle read(Body body, Configuration.Mode mode) {
    BodyReader reader = new BodyReader(body, diagnostics);
    reader.refuse("precondition", "Use \"validation\" in a variable.");
    reader.refuse("postcondition", "Use \"validation\" in a variable.");
    if (mode == Configuration.Mode.DATA) {
      reader.end();
      return Configuration.Lifecycle.DEFAULT;
    }
    boolean createBeforeDestroy = reader.bool("create_before_destroy", false);
    boolean preventDestroy = reader.bool("prevent_destroy", false);
    Expression ignored = reader.expression("ignore_changes");
    boolean all = ignored != null && "all".equals(StaticExpression.keyword(ignored));
    List<Reference> paths =
        ignored == null || all ? List.of() : StaticExpression.references(ignored, diagnostics);
    List<Expression> triggers = triggers(reader.expression("replace_triggered_by"));
    reader.end();
    return new Configuration.Lifecycle(createBeforeDestroy, preventDestroy, paths, all, triggers);
  }

  private List<Expression> triggers(@Nullable Expression expression) {
    if (expression == null) {
      return List.of();
    }
    List<Expression> triggers = StaticExpression.elements(expression);
    if (triggers == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid replace_triggered_by",
              "A list of references is required, in square brackets.",
              expression.range()));
      return List.of();
    }
    return triggers;
  }
}
