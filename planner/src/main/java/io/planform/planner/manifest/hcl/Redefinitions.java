package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;

/** Reports arguments that a body sets more than once. */
final class Redefinitions {
  private final SourceText source;
  private final Diagnostics diagnostics;
  private final Map<String, Item.Attribute> ofFile = new HashMap<>();

  Redefinitions(SourceText source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /**
   * @param item of the file itself, the next one
   */
  void report(Item item) {
    report(item, ofFile);
  }

  private void report(Item item, Map<String, Item.Attribute> first) {
    switch (item) {
      case Item.Block block -> {
        Map<String, Item.Attribute> ofBlock = new HashMap<>();
        block.items().forEach(each -> report(each, ofBlock));
      }
      case Item.Attribute attribute -> {
        Item.Attribute earlier = first.putIfAbsent(attribute.name(), attribute);
        if (earlier != null) {
          diagnostics.add(redefined(attribute, earlier));
        }
      }
    }
  }

  private Diagnostic redefined(Item.Attribute attribute, Item.Attribute earlier) {
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
