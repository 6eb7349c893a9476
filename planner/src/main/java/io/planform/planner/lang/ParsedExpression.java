package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/**
 * @param slots how many names are bound at once at the most
 */
record ParsedExpression(
    Node root, Origin origin, List<Reference> references, int slots, Written written)
    implements Expression {

  /**
   * The text that was parsed.
   *
   * @param text of which the nodes are parts
   * @param template whether it is a template as a whole, without quotes
   */
  record Written(String text, boolean template) {}

  @Override
  public SourceRange range() {
    return origin.range(root.start(), root.end());
  }

  @Override
  public Value evaluate(Scope scope, Diagnostics diagnostics) {
    return new Evaluator(origin, scope, diagnostics, slots).evaluate(root);
  }
}
