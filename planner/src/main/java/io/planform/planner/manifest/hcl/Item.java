package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.Expression;
import java.util.List;

/** What our scanner found in a body, by its offsets in the file. */
public sealed interface Item {
  int start();

  /**
   * @param equals offset of the {@code =}
   * @param end behind the expression
   */
  record Attribute(String name, int start, int nameEnd, Expression expression, int equals, int end)
      implements Item {}

  /**
   * @param brace offset of the opening brace
   * @param close offset of the closing brace
   */
  record Block(
      String type,
      int start,
      int typeEnd,
      List<Label> labels,
      List<Item> items,
      int brace,
      int close)
      implements Item {}

  /**
   * @param start with the quote, if there is one
   */
  record Label(String text, int start, int end) {}
}
