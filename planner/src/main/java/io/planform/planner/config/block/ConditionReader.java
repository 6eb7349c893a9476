package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/** Reads blocks with a condition and an error message. */
public final class ConditionReader {
  private final Diagnostics diagnostics;

  public ConditionReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** All conditions of a body that are in blocks of one type. */
  public List<Condition> read(BodyReader body, String type) {
    List<Condition> conditions = new ArrayList<>();
    for (Body.Block block : body.blocks(type)) {
      BodyReader rule = new BodyReader(block.body(), diagnostics);
      Expression condition = rule.required("condition");
      Expression message = rule.required("error_message");
      rule.end();
      if (condition != null && condition.references().isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid " + type + " expression",
                "The condition refers to nothing, so that it would always have the same result.",
                condition.range()));
      }
      if (condition != null && message != null) {
        conditions.add(new Condition(condition, message, block.range()));
      }
    }
    return conditions;
  }
}
