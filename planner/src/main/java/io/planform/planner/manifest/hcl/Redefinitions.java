package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports arguments that a body sets more than once. */
final class Redefinitions {
  private Redefinitions() {}

  static void report(List<Item> items, SourceText source, Diagnostics diagnostics) {
    Map<String, Item.Attribute> first = new HashMap<>();
    for (Item item : items) {
      switch (item) {
        case Item.Block block -> report(block.items(), source, diagnostics);
        case Item.Attribute attribute -> {
          Item.Attribute earlier = first.putIfAbsent(attribute.name(), attribute);
          if (earlier != null) {
            diagnostics.add(redefined(attribute, earlier, source));
          }
        }
      }
    }
  }

  private static Diagnostic redefined(
      Item.Attribute attribute, Item.Attribute earlier, SourceText source) {
    return Diagnostic.error(
        "Attribute redefined",
        "The argument \""
            + attribute.name()
            + "\" was already set at line "
            + source.position(earlier.start()).line()
            + ". Each argument may be set once.",
        source.range(attribute.start(), attribute.nameEnd()));
  }
}
