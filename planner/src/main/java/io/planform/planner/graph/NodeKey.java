package io.planform.planner.graph;

import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Reference.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of a configuration's parts, as nodes of its graph. */
public final class NodeKey {
  /** Roots that mean something without being declared. */
  private static final Set<String> BUILT_IN = Set.of("each", "count", "self", "path", "terraform");

  private NodeKey() {}

  public static String variable(String name) {
    return "var." + name;
  }

  public static String local(String name) {
    return "local." + name;
  }

  public static String output(String name) {
    return "output." + name;
  }

  public static String check(String name) {
    return "check." + name;
  }

  /**
   * @param key {@code type} or {@code type.alias}
   */
  public static String provider(String key) {
    return "provider." + key;
  }

  /** What follows a prefix; empty for a node that does not start with it. */
  public static String name(String prefix, String node) {
    return node.startsWith(prefix) ? node.substring(prefix.length()) : "";
  }

  public static boolean isBuiltIn(Reference reference) {
    return BUILT_IN.contains(reference.root());
  }

  /**
   * What a reference leads to: {@code var.x}, {@code local.x}, {@code data.type.name} or {@code
   * type.name}; null if it names no such thing or a built-in one.
   */
  public static @Nullable String of(Reference reference) {
    if (isBuiltIn(reference)) {
      return null;
    }
    int names = reference.root().equals("data") ? 2 : 1;
    if (reference.steps().size() < names) {
      return null;
    }
    StringBuilder key = new StringBuilder(reference.root());
    for (Reference.Step step : reference.steps().subList(0, names)) {
      if (!(step instanceof Attribute(String name, _))) {
        return null;
      }
      key.append('.').append(name);
    }
    return key.toString();
  }
}
