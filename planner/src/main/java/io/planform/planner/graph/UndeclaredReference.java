package io.planform.planner.graph;

import io.planform.planner.config.ModulePath;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.NearMatch;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a reference that leads nowhere may have meant. */
public final class UndeclaredReference {
  private static final Set<String> OBJECTS = Set.of("data", "ephemeral", "resource");

  private UndeclaredReference() {}

  /**
   * @param module in which the reference stands
   * @param key what it names; null if it is no name of anything
   */
  public static Diagnostic diagnose(
      Reference reference, ModulePath module, @Nullable NodeKey key, Collection<NodeKey> declared) {
    if (key == null && OBJECTS.contains(reference.root())) {
      return Diagnostic.error(
          "Invalid reference",
          "\""
              + reference.root()
              + "\" is followed by a type and a name: "
              + reference.root()
              + ".TYPE.NAME.",
          reference.range());
    }
    if (key == null) {
      return Diagnostic.error(
              "Invalid reference",
              "A reference starts with the kind of what it means and its name.",
              reference.range())
          .withHint(
              "var.NAME, local.NAME, module.NAME, data.TYPE.NAME or TYPE.NAME; text needs quotes");
    }
    if (key.kind() == NodeKey.Kind.OUTPUT) {
      return output(reference, key, declared);
    }
    Diagnostic undeclared =
        Diagnostic.error(
            "Reference to an undeclared " + kind(key),
            "Nothing with the name "
                + key.local()
                + " is declared in "
                + (module.isRoot() ? "this configuration." : module + "."),
            reference.range());
    String near = NearMatch.of(key.local(), names(key, declared));
    return near == null ? undeclared : undeclared.withHint("did you mean " + near + "?");
  }

  private static Diagnostic output(Reference reference, NodeKey key, Collection<NodeKey> declared) {
    List<String> outputs =
        declared.stream()
            .filter(node -> node.kind() == key.kind() && node.module().equals(key.module()))
            .map(NodeKey::name)
            .limit(NearMatch.MOST_NAMES)
            .toList();
    return Diagnostic.error(
        "Unsupported attribute",
        "The module "
            + key.module()
            + " has no output named \""
            + key.name()
            + "\"."
            + NearMatch.question(key.name(), outputs),
        reference.range());
  }

  private static List<String> names(NodeKey key, Collection<NodeKey> declared) {
    return declared.stream()
        .filter(node -> node.module().equals(key.module()))
        .filter(node -> node.kind() != NodeKey.Kind.OUTPUT && node.kind() != NodeKey.Kind.PROVIDER)
        .map(NodeKey::local)
        .distinct()
        .limit(NearMatch.MOST_NAMES)
        .toList();
  }

  private static String kind(NodeKey key) {
    return switch (key.kind()) {
      case VARIABLE -> "input variable";
      case LOCAL -> "local value";
      case CALL, CALL_END -> "module";
      case BLOCK ->
          key.name().startsWith("data.")
              ? "data source"
              : key.name().startsWith("ephemeral.") ? "ephemeral resource" : "resource";
      case OUTPUT -> "output value";
      case PROVIDER -> "provider";
      case CHECK -> "check";
    };
  }
}
