package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Local;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.CheckResult.Kind;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The instances of all modules, and the values that pass between them. */
public final class Modules {
  private final ConfigurationTree tree;
  private final Map<ModulePath, List<CalledModule.Instance>> instances = new ConcurrentHashMap<>();
  private final ModuleScope root;

  Modules(ConfigurationTree tree, ModuleScope root) {
    this.tree = tree;
    this.root = root;
    instances.put(ModulePath.ROOT, List.of(new CalledModule.Instance(root, root)));
  }

  public ModuleScope root() {
    return root;
  }

  /** Scopes of a module's instances; none before the calls that lead to it are expanded. */
  public List<ModuleScope> scopes(ModulePath module) {
    return instances(module).stream().map(CalledModule.Instance::inner).toList();
  }

  private List<CalledModule.Instance> instances(ModulePath module) {
    return instances.getOrDefault(module, List.of());
  }

  /** Null if there is no such instance. */
  public @Nullable ModuleScope scope(ModuleInstance instance) {
    ModuleScope scope = root;
    for (ModuleInstance.Step step : instance.steps()) {
      CalledModule called = scope.call(step.call());
      CalledModule.Instance inner = called == null ? null : called.instance(step.key());
      if (inner == null) {
        return null;
      }
      scope = inner.inner();
    }
    return scope;
  }

  /**
   * Evaluates a node that is no block, check or provider, in all instances of its module. Variables
   * and outputs of the root come from elsewhere and go elsewhere.
   */
  public void evaluate(NodeKey node, Diagnostics diagnostics) {
    evaluate(node, Expansion::of, diagnostics);
    validate(node, diagnostics);
  }

  /** Checks the values of a variable by the rules of its declaration. */
  public void validate(NodeKey node, Diagnostics diagnostics) {
    Variable variable =
        node.kind() == NodeKey.Kind.VARIABLE ? configured(node, Configuration::variables) : null;
    if (variable == null || variable.validations().isEmpty()) {
      return;
    }
    ModuleCall call = tree.call(node.module());
    SourceRange place =
        call == null ? variable.range() : new ModuleInput(node, variable, call).place();
    for (ModuleScope scope : scopes(node.module())) {
      Conditions conditions = Conditions.ofInputs(scope, diagnostics);
      for (Condition rule : variable.validations()) {
        Conditions.Verdict _ = conditions.check(rule, "Invalid value for variable", place);
      }
      root().run().checks().note(Kind.VAR, scope.instance(), variable.name(), conditions);
    }
  }

  /** As {@link #evaluate}, with one instance of each module in place of those there will be. */
  public void sample(NodeKey node, Diagnostics diagnostics) {
    evaluate(node, Expansion::sample, diagnostics);
  }

  private void evaluate(NodeKey node, Expansion.Source expansions, Diagnostics diagnostics) {
    switch (node.kind()) {
      case VARIABLE -> variable(node, diagnostics);
      case LOCAL -> local(node, diagnostics);
      case OUTPUT -> output(node, diagnostics);
      case CALL -> expand(node, expansions, diagnostics);
      case CALL_END -> end(node);
      case BLOCK, PROVIDER, CHECK -> {}
    }
  }

  /** Evaluates again what was not wholly known, and what may be another one each time. */
  public void reconsider(NodeKey node, Diagnostics diagnostics) {
    if (node.kind() != NodeKey.Kind.CALL) {
      boolean known =
          scopes(node.module()).stream()
              .map(scope -> scope.get(node))
              .allMatch(value -> value != null && isFinal(value));
      if (!known) {
        evaluate(node, Expansion::of, diagnostics);
      }
    }
  }

  private static boolean isFinal(Value value) {
    return value.isWhollyKnown() && !value.allMarks().ephemeral();
  }

  private void local(NodeKey node, Diagnostics diagnostics) {
    Local local = configured(node, Configuration::locals);
    if (local != null) {
      for (ModuleScope scope : scopes(node.module())) {
        scope.put(node, local.value().evaluate(scope, diagnostics));
      }
    }
  }

  private void output(NodeKey node, Diagnostics diagnostics) {
    Output output = configured(node, Configuration::outputs);
    if (output != null && !node.module().isRoot()) {
      for (ModuleScope scope : scopes(node.module())) {
        Conditions conditions = new Conditions(scope, diagnostics);
        boolean permitted =
            conditions.check(output.preconditions(), "Module output value precondition")
                != Conditions.Verdict.FAILS;
        if (!output.preconditions().isEmpty()) {
          root()
              .run()
              .checks()
              .note(Kind.OUTPUT_VALUE, scope.instance(), output.name(), conditions);
        }
        Value value =
            permitted
                ? output.value().evaluate(scope, diagnostics)
                : new Value.Unknown(Type.DYNAMIC);
        refuseEphemeral(output, value, diagnostics);
        if (permitted && output.ephemeral() && !value.allMarks().ephemeral()) {
          diagnostics.add(
              Diagnostic.error(
                  "Value not allowed in ephemeral output",
                  "output." + output.name() + " is declared as ephemeral, but its value is not.",
                  output.value().range()));
        }
        scope.put(node, value.marked(new Marks(output.sensitive(), output.ephemeral())));
      }
    }
  }

  static void refuseEphemeral(Output output, Value value, Diagnostics diagnostics) {
    if (!output.ephemeral() && value.allMarks().ephemeral()) {
      diagnostics.add(
          Diagnostic.error(
                  "Ephemeral value not allowed",
                  "output."
                      + output.name()
                      + " is not declared as ephemeral, and its value derives from an ephemeral one.",
                  output.value().range())
              .withHint("in a module, add ephemeral = true to the output"));
    }
  }

  private void variable(NodeKey node, Diagnostics diagnostics) {
    Variable variable = configured(node, Configuration::variables);
    ModuleCall call = tree.call(node.module());
    if (variable != null && call != null) {
      ModuleInput input = new ModuleInput(node, variable, call);
      for (CalledModule.Instance instance : instances(node.module())) {
        input.evaluate(instance, diagnostics);
      }
    }
  }

  private <T> @Nullable T configured(
      NodeKey node, Function<Configuration, ? extends Map<String, T>> parts) {
    Configuration module = tree.module(node.module());
    return module == null ? null : parts.apply(module).get(node.name());
  }

  private void expand(NodeKey node, Expansion.Source expansions, Diagnostics diagnostics) {
    ModuleCall call = configured(node, Configuration::calls);
    ModulePath path = node.module().child(node.name());
    Configuration configuration = tree.module(path);
    if (call == null || configuration == null) {
      return;
    }
    List<NodeKey> outputs =
        configuration.outputs().keySet().stream().map(name -> NodeKey.output(path, name)).toList();
    List<CalledModule.Instance> all = new ArrayList<>();
    for (ModuleScope caller : scopes(node.module())) {
      Expansion expansion = expansions.expand(call.count(), call.forEach(), caller, diagnostics);
      if (expansion == null) {
        return;
      }
      CalledModule called = new CalledModule(expansion, outputs);
      for (Expansion.Instance each : expansion.instances()) {
        ModuleScope inner = caller.called(call.name(), each.key(), configuration.directory());
        called.add(each.key(), new CalledModule.Instance(inner, caller.of(each)));
      }
      caller.put(call.name(), called);
      all.addAll(called.instances());
    }
    instances.put(path, List.copyOf(all));
  }

  private void end(NodeKey node) {
    for (ModuleScope caller : scopes(node.module())) {
      CalledModule called = caller.call(node.name());
      if (called != null) {
        caller.put(node, called.value());
      }
    }
  }
}
