package io.planform.planner.graph;

import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.NearMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a reference that leads nowhere may have meant. */
final class UndeclaredReference {
  private UndeclaredReference() {}

  /**
   * @param key what it names; null if it is no name of anything
   */
  static Diagnostic diagnose(Reference reference, @Nullable String key, Set<String> declared) {
    if (key == null) {
      return Diagnostic.error(
              "Invalid reference",
              "A reference starts with the kind of what it means and its name.",
              reference.range())
          .withHint("var.NAME, local.NAME, data.TYPE.NAME or TYPE.NAME; text needs quotes");
    }
    Diagnostic undeclared =
        Diagnostic.error(
            "Reference to an undeclared " + kind(reference.root()),
            "Nothing with the name " + key + " is declared in this configuration.",
            reference.range());
    String near = NearMatch.of(key, declared);
    return near == null ? undeclared : undeclared.withHint("did you mean " + near + "?");
  }

  private static String kind(String root) {
    return switch (root) {
      case "var" -> "input variable";
      case "local" -> "local value";
      case "data" -> "data source";
      case "module" -> "module";
      default -> "resource";
    };
  }
}
