package io.planform.planner.plan;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Reference.Attribute;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a module's variables, locals and blocks, put in as they become known. Safe for use
 * by many threads.
 */
public final class ModuleScope implements Scope {
  private final Map<String, Value> values = new ConcurrentHashMap<>();
  private final Path directory;
  private final String workspace;

  public ModuleScope(Path directory, String workspace) {
    this.directory = directory;
    this.workspace = workspace;
  }

  /**
   * @param key as of {@link NodeKey}
   */
  public void put(String key, Value value) {
    values.put(key, value);
  }

  public @Nullable Value get(String key) {
    return values.get(key);
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    return switch (reference.root()) {
      case "path" -> new Resolved(paths(), 0);
      case "terraform" -> new Resolved(object(Map.of("workspace", Value.of(workspace))), 0);
      case "each", "count", "self" -> {
        diagnostics.add(
            Diagnostic.error(
                "No " + reference.root() + " here",
                switch (reference.root()) {
                  case "each" -> "each.key and each.value exist in a block with for_each only.";
                  case "count" -> "count.index exists in a block with count only.";
                  default -> "self exists in connections and provisioners only.";
                },
                reference.range()));
        yield new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
      }
      default -> declared(reference, diagnostics);
    };
  }

  private Resolved declared(Reference reference, Diagnostics diagnostics) {
    String key = NodeKey.of(reference);
    Value value = key == null ? null : values.get(key);
    if (value == null) {
      diagnostics.add(
          Diagnostic.error(
              "Reference to an undeclared name",
              "Nothing with the name " + (key == null ? reference.root() : key) + " is known here.",
              reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }
    return new Resolved(value, reference.root().equals("data") ? 2 : 1);
  }

  private Value paths() {
    SequencedMap<String, Value> paths = new LinkedHashMap<>();
    paths.put("module", Value.of("."));
    paths.put("root", Value.of("."));
    paths.put("cwd", Value.of(directory.toAbsolutePath().normalize().toString()));
    return new Value.Obj(paths);
  }

  private static Value object(Map<String, Value> values) {
    return new Value.Obj(new LinkedHashMap<>(values));
  }

  @Override
  public Path baseDirectory() {
    return directory;
  }

  /** This scope with what {@code each} and {@code count} mean in one instance of a block. */
  Scope of(Expansion.Instance instance) {
    return switch (instance.key()) {
      case null -> this;
      case InstanceKey.Index(int index) -> with("count", "index", Value.of(index), null);
      case InstanceKey.Name(String name) ->
          with("each", "key", Value.of(name), instance.eachValue());
    };
  }

  private Scope with(String root, String name, Value value, @Nullable Value eachValue) {
    ModuleScope module = this;
    return new Scope() {
      @Override
      public Resolved resolve(Reference reference, Diagnostics diagnostics) {
        if (reference.root().equals(root)
            && !reference.steps().isEmpty()
            && reference.steps().getFirst() instanceof Attribute(String step, _)) {
          if (step.equals(name)) {
            return new Resolved(value, 1);
          }
          if (step.equals("value") && eachValue != null) {
            return new Resolved(eachValue, 1);
          }
        }
        return module.resolve(reference, diagnostics);
      }

      @Override
      public Path baseDirectory() {
        return module.baseDirectory();
      }
    };
  }
}
