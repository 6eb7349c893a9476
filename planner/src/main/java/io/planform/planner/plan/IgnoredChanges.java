package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Lifecycle;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Schema;
import java.util.ArrayList;
import java.util.List;

/** What {@code ignore_changes} names, against the schema of the type. */
final class IgnoredChanges {
  private IgnoredChanges() {}

  /** False if an attribute is named that the type does not have. */
  static boolean check(Lifecycle lifecycle, Schema schema, Diagnostics diagnostics) {
    boolean known = true;
    for (Reference path : lifecycle.ignoreChanges()) {
      String name = path.root();
      if (!schema.attributes().containsKey(name) && !schema.blocks().containsKey(name)) {
        known = false;
        List<String> names = new ArrayList<>(schema.attributes().keySet());
        names.addAll(schema.blocks().keySet());
        diagnostics.add(
            Diagnostic.error(
                "Unsupported attribute",
                "This object has no argument, nested block, or exported attribute named \""
                    + name
                    + "\"."
                    + (name.equals("all")
                        ? " \"all\" stands without the brackets."
                        : NearMatch.question(name, names)),
                path.range()));
      }
    }
    return known;
  }
}
