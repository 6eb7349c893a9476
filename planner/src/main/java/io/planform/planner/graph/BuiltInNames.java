package io.planform.planner.graph;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.NearMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the names that need no declaration mean something in one place of a configuration;
 * {@code path} and {@code terraform} do everywhere.
 */
public record BuiltInNames(boolean each, boolean count, boolean self) {
  /** Outside of any block that repeats. */
  public static final BuiltInNames NONE = new BuiltInNames(false, false, false);

  /** In a block with these arguments, each null where the block does not have it. */
  static BuiltInNames of(@Nullable Expression count, @Nullable Expression forEach) {
    return new BuiltInNames(forEach != null, count != null, false);
  }

  BuiltInNames withSelf() {
    return new BuiltInNames(each, count, true);
  }

  /** What is wrong with a reference to such a name; null for nothing, and for other references. */
  public @Nullable Diagnostic check(Reference reference) {
    return switch (reference.root()) {
      case "each" ->
          each
              ? attribute(reference, List.of("key", "value"))
              : absent(reference, "each.key and each.value exist in a block with for_each only.");
      case "count" ->
          count
              ? attribute(reference, List.of("index"))
              : absent(reference, "count.index exists in a block with count only.");
      case "self" ->
          self
              ? null
              : absent(
                  reference, "self exists in provisioners, connections and postconditions only.");
      case "path" -> attribute(reference, List.of("module", "root", "cwd"));
      case "terraform" -> attribute(reference, List.of("workspace", "applying"));
      default -> null;
    };
  }

  private static Diagnostic absent(Reference reference, String detail) {
    return Diagnostic.error("No " + reference.root() + " here", detail, reference.range());
  }

  private static @Nullable Diagnostic attribute(Reference reference, List<String> names) {
    String root = reference.root();
    String there =
        (names.size() == 1 ? " There is " : " There are ")
            + root
            + "."
            + String.join(", " + root + ".", names)
            + ".";
    if (reference.steps().isEmpty()
        || !(reference.steps().getFirst() instanceof Reference.Attribute(String name, _))) {
      return Diagnostic.error(
          "Invalid reference",
          "\"" + root + "\" is no value by itself." + there,
          reference.range());
    }
    return names.contains(name)
        ? null
        : Diagnostic.error(
            "Invalid \"" + root + "\" attribute",
            "\""
                + root
                + "\" has no attribute named \""
                + name
                + "\"."
                + there
                + NearMatch.question(name, names),
            reference.range());
  }
}
