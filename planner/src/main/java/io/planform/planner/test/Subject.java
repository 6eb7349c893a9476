package io.planform.planner.test;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.evaluation.RunContext;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a run plans and applies: a configuration with substitutes and values of variables. */
final class Subject {
  private final TestSetting setting;
  private final Substitution substitution;
  private final ConfigurationTree tree;
  private final Graph<NodeKey> graph;
  private final SequencedMap<String, Value> inputs;

  private Subject(
      TestSetting setting,
      Substitution substitution,
      ConfigurationTree tree,
      Graph<NodeKey> graph,
      SequencedMap<String, Value> inputs) {
    this.setting = setting;
    this.substitution = substitution;
    this.tree = tree;
    this.graph = graph;
    this.inputs = new LinkedHashMap<>(inputs);
  }

  /** Null after an error. */
  static @Nullable Subject of(
      TestSetting setting, TestFile file, TestRun run, RunInputs inputs, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Substitution substitution =
        new Substitution(file, run, setting.tree(run), setting.providers(), own);
    ConfigurationTree tree = substitution.tree(inputs.scope());
    SequencedMap<String, Value> values = inputs.of(tree.root(), own);
    Subject subject = null;
    if (!own.hasErrors()) {
      Graph<NodeKey> graph = ConfigurationGraph.of(tree, own);
      subject = new Subject(setting, substitution, tree, graph, values);
    }
    diagnostics.addAll(own.toList());
    return own.hasErrors() ? null : subject;
  }

  ConfigurationTree tree() {
    return tree;
  }

  Graph<NodeKey> graph() {
    return graph;
  }

  /** A fresh one; its providers are to be closed. */
  Evaluation evaluation() {
    Path directory = setting.environment().directory();
    Providers providers = substitution.providers(tree);
    RunContext context =
        new RunContext(directory, "default", tree, providers, setting.time(), new Disk(directory));
    ModuleScope scope = new ModuleScope(context);
    inputs.forEach((name, value) -> scope.put(NodeKey.variable(ModulePath.ROOT, name), value));
    return new Evaluation(tree, scope, providers, SchemaDecoder::decode, setting.environment());
  }
}
