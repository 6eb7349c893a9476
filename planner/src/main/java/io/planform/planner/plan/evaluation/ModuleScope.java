package io.planform.planner.plan.evaluation;

import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.BuiltInNames;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.InnerScope;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Reference.Attribute;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of the variables, locals, blocks and outputs of one instance of a module, put in as
 * they become known. Safe for use by many threads.
 */
public final class ModuleScope implements Scope {
  private final Map<NodeKey, Value> values = new ConcurrentHashMap<>();
  private final Map<String, CalledModule> calls = new ConcurrentHashMap<>();
  private final ModuleInstance instance;
  private final ModulePath path;
  private final Path moduleDirectory;
  private final RunContext run;

  /** The scope of a root module. */
  public ModuleScope(RunContext run) {
    this(ModuleInstance.ROOT, run.root(), run);
  }

  private ModuleScope(ModuleInstance instance, Path moduleDirectory, RunContext run) {
    this.instance = instance;
    this.path = instance.path();
    this.moduleDirectory = moduleDirectory;
    this.run = run;
  }

  /** The scope of an instance of a module that this one calls. */
  ModuleScope called(String name, @Nullable InstanceKey key, Path calledDirectory) {
    return new ModuleScope(instance.child(name, key), calledDirectory, run);
  }

  public ModuleInstance instance() {
    return instance;
  }

  public void put(NodeKey node, Value value) {
    values.put(node, value);
  }

  public @Nullable Value get(NodeKey node) {
    return values.get(node);
  }

  /** Null for what is not declared or not known yet. */
  @Nullable Value output(String name) {
    return values.get(NodeKey.output(path, name));
  }

  void put(String call, CalledModule called) {
    calls.put(call, called);
  }

  @Nullable CalledModule call(String name) {
    return calls.get(name);
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    return switch (reference.root()) {
      case "path" -> new Resolved(paths(), 0);
      case "terraform" -> new Resolved(terraform(), 0);
      case "each", "count", "self" -> {
        diagnostics.add(Objects.requireNonNull(BuiltInNames.NONE.check(reference)));
        yield new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
      }
      case "module" -> {
        Resolved output = output(reference);
        yield output == null ? declared(reference, diagnostics) : output;
      }
      default -> declared(reference, diagnostics);
    };
  }

  /** A single output, which may be known before the module as a whole is. */
  private @Nullable Resolved output(Reference reference) {
    List<Reference.Step> steps = reference.steps();
    CalledModule called =
        !steps.isEmpty() && steps.getFirst() instanceof Attribute(String name, _)
            ? calls.get(name)
            : null;
    if (called == null) {
      return null;
    }
    int at = called.repeats() ? 2 : 1;
    if (steps.size() <= at || !(steps.get(at) instanceof Attribute(String output, _))) {
      return null;
    }
    Value value = called.output(at == 2 ? key(steps.get(1)) : null, output);
    return value == null ? null : new Resolved(value, at + 1);
  }

  private static @Nullable InstanceKey key(Reference.Step step) {
    return step instanceof Reference.Index(Value key, _) ? InstanceKey.of(key) : null;
  }

  private Resolved declared(Reference reference, Diagnostics diagnostics) {
    NodeKey key = NodeKey.of(path, reference);
    Value value = key == null ? null : values.get(key);
    if (value == null) {
      diagnostics.add(
          Diagnostic.error(
              "Reference to an undeclared name",
              "Nothing with the name "
                  + (key == null ? reference.root() : key.local())
                  + " is known here.",
              reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }
    return new Resolved(value, NodeKey.named(reference));
  }

  private Value paths() {
    SequencedMap<String, Value> paths = new LinkedHashMap<>();
    Path root = run.directory().toAbsolutePath().normalize();
    String module =
        root.relativize(moduleDirectory.toAbsolutePath().normalize()).toString().replace('\\', '/');
    paths.put("module", Value.of(module.isEmpty() ? "." : module));
    paths.put("root", Value.of("."));
    paths.put("cwd", Value.of(root.toString()));
    return new Value.Obj(paths);
  }

  private Value terraform() {
    SequencedMap<String, Value> facts = new LinkedHashMap<>();
    facts.put("workspace", Value.of(run.workspace()));
    facts.put("applying", Value.of(run.isApplying()).marked(Marks.EPHEMERAL));
    return new Value.Obj(facts);
  }

  @Override
  public Path baseDirectory() {
    return run.directory();
  }

  @Override
  public FileAccess files() {
    return run.files();
  }

  @Override
  public Instant planTime() {
    return run.planTime();
  }

  @Override
  public boolean isPlanning() {
    return run.isPlanning();
  }

  @Override
  public @Nullable ProviderFunction providerFunction(String provider, String name) {
    return run.providerFunction(path, provider, name);
  }

  RunContext run() {
    return run;
  }

  /** This scope with what {@code each} and {@code count} mean in one instance of a block. */
  public Scope of(Expansion.Instance repetition) {
    return switch (repetition.key()) {
      case null -> this;
      case InstanceKey.Index(int index) ->
          with(
              "count",
              "index",
              repetition.isSample() ? new Value.Unknown(Type.NUMBER) : Value.of(index),
              null);
      case InstanceKey.Name(String name) ->
          with(
              "each",
              "key",
              repetition.isSample() ? new Value.Unknown(Type.STRING) : Value.of(name),
              repetition.eachValue());
    };
  }

  private Scope with(String root, String name, Value value, @Nullable Value eachValue) {
    ModuleScope module = this;
    return new InnerScope() {
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
      public Scope outer() {
        return module;
      }
    };
  }
}
