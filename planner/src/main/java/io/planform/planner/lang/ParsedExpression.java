package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/**
 * @param slots how many names are bound at once at the most
 * @param text of which the nodes are parts
 * @param template whether it is a template as a whole, without quotes
 */
record ParsedExpression(
    Node root, Origin origin, List<Reference> references, int slots, String text, boolean template)
    implements Expression {

  @Override
  public SourceRange range() {
    return origin.range(root.start(), root.end());
  }

  @Override
  public Value evaluate(Scope scope, Diagnostics diagnostics) {
    return new Evaluator(origin, scope, diagnostics, slots).evaluate(root);
  }
}
