package io.planform.planner.graph;

import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Reference.Attribute;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names a part of a configuration, as a node of its graph: one for each part of a module, whatever
 * {@code count} or {@code for_each} it or its module has.
 *
 * @param name without what the kind says: {@code x} for {@code var.x}, {@code type.name} or {@code
 *     data.type.name} for a block
 */
public record NodeKey(ModulePath module, Kind kind, String name) {
  /** Roots that mean something without being declared. */
  private static final Set<String> BUILT_IN = Set.of("each", "count", "self", "path", "terraform");

  public enum Kind {
    VARIABLE,
    LOCAL,
    OUTPUT,
    PROVIDER,
    /** A resource or data source. */
    BLOCK,
    CHECK,
    /** A call's {@code count} or {@code for_each}: which instances of the module there are. */
    CALL,
    /** Everything in all instances of a called module is done. */
    CALL_END
  }

  public static NodeKey variable(ModulePath module, String name) {
    return new NodeKey(module, Kind.VARIABLE, name);
  }

  public static NodeKey local(ModulePath module, String name) {
    return new NodeKey(module, Kind.LOCAL, name);
  }

  public static NodeKey output(ModulePath module, String name) {
    return new NodeKey(module, Kind.OUTPUT, name);
  }

  public static String check(String name) {
    return "check." + name;
  }

  /**
   * @param key {@code type.name} or {@code data.type.name}
   */
  public static NodeKey block(ModulePath module, String key) {
    return new NodeKey(module, Kind.BLOCK, key);
  }

  public static NodeKey check(ModulePath module, String name) {
    return new NodeKey(module, Kind.CHECK, name);
  }

  public static NodeKey provider(ProviderAddress provider) {
    return new NodeKey(provider.module(), Kind.PROVIDER, provider.name());
  }

  /** Of the call with this name in a module. */
  public static NodeKey call(ModulePath caller, String name) {
    return new NodeKey(caller, Kind.CALL, name);
  }

  public static NodeKey callEnd(ModulePath caller, String name) {
    return new NodeKey(caller, Kind.CALL_END, name);
  }

  /** What follows a prefix; empty for a node that does not start with it. */
  public static String name(String prefix, String node) {
    return node.startsWith(prefix) ? node.substring(prefix.length()) : "";
  }

  public static boolean isBuiltIn(Reference reference) {
    return BUILT_IN.contains(reference.root());
  }

  /**
   * What a reference in a module leads to. {@code module.a} and all that follows leads to the end
   * of the call: that a single output is enough only the configuration can tell.
   *
   * @return null if it names no such thing or a built-in one
   */
  public static @Nullable NodeKey of(ModulePath module, Reference reference) {
    if (isBuiltIn(reference)) {
      return null;
    }
    List<Reference.Step> steps = reference.steps();
    String first = attribute(steps, 0);
    if (first == null) {
      return null;
    }
    return switch (reference.root()) {
      case "var" -> variable(module, first);
      case "local" -> local(module, first);
      case "module" -> callEnd(module, first);
      case "data", "ephemeral" -> {
        String second = attribute(steps, 1);
        yield second == null ? null : block(module, reference.root() + "." + first + "." + second);
      }
      case "resource" -> {
        String second = attribute(steps, 1);
        yield second == null ? null : block(module, first + "." + second);
      }
      default -> block(module, reference.root() + "." + first);
    };
  }

  /** How many steps of a reference to a block name it; more lead into its value. */
  public static int named(Reference reference) {
    return switch (reference.root()) {
      case "data", "ephemeral", "resource" -> 2;
      default -> 1;
    };
  }

  private static @Nullable String attribute(List<Reference.Step> steps, int index) {
    return index < steps.size() && steps.get(index) instanceof Attribute(String name, _)
        ? name
        : null;
  }

  /** As it is said in the module itself. */
  public String local() {
    return switch (kind) {
      case VARIABLE -> "var." + name;
      case LOCAL -> "local." + name;
      case OUTPUT -> "output." + name;
      case PROVIDER -> "provider." + name;
      case CHECK -> "check." + name;
      case BLOCK -> name;
      case CALL, CALL_END -> "module." + name;
    };
  }

  /** Written out, because nodes are looked up all the time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeKey(ModulePath otherModule, Kind otherKind, String otherName)
        && kind == otherKind
        && name.equals(otherName)
        && module.equals(otherModule);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + kind.hashCode()) + module.hashCode();
  }

  @Override
  public String toString() {
    String text = module.qualify(local());
    return kind == Kind.CALL_END ? text + " (as a whole)" : text;
  }
}
