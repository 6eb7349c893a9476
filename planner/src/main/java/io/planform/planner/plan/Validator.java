package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Conditions;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;

/**
 * Checks a configuration against the schemas of its types, with everything unknown that only a plan
 * can know.
 */
public final class Validator {
  private final Evaluation evaluation;
  private final Graph<NodeKey> graph;
  private final Diagnostics diagnostics;

  public Validator(Evaluation evaluation, Graph<NodeKey> graph, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.diagnostics = diagnostics;
  }

  public void validate() {
    evaluation.sessions().configureForChecks(graph);
    for (NodeKey node : graph.inOrder()) {
      Resource block = evaluation.block(node);
      if (block != null) {
        resource(node, block);
      } else {
        evaluation.modules().sample(node, diagnostics);
        if (!node.module().isRoot()) {
          evaluation.modules().validate(node, diagnostics);
        }
      }
    }
    for (Output output : evaluation.tree().root().outputs().values()) {
      Value _ = evaluation.output(output, diagnostics);
    }
    evaluation.tree().modules().forEach(this::conditions);
    Imports.examine(evaluation, diagnostics);
    evaluation
        .tree()
        .providers()
        .blocks()
        .forEach(
            (address, block) -> evaluation.sessions().checkProvider(address, block, diagnostics));
  }

  private void conditions(ModulePath path, Configuration module) {
    for (ModuleScope scope : evaluation.modules().scopes(path)) {
      Conditions conditions = new Conditions(scope, diagnostics);
      if (path.isRoot()) {
        module.variables().values().forEach(each -> conditions.examine(each.validations()));
      }
      module.outputs().values().forEach(each -> conditions.examine(each.preconditions()));
      module.checks().values().forEach(each -> conditions.examine(each.assertions()));
    }
  }

  private void resource(NodeKey node, Resource block) {
    Schema schema = evaluation.schema(node.module(), block, diagnostics);
    Value unknown =
        new Value.Unknown(schema == null ? Type.DYNAMIC : schema.type())
            .marked(block.mode() == Mode.EPHEMERAL ? Marks.EPHEMERAL : Marks.NONE);
    for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
      Expansion sample = Expansion.sample(block.count(), block.forEach(), scope, diagnostics);
      BlockInstance instance = new BlockInstance(scope, block, sample.instances().getFirst());
      if (schema != null) {
        IgnoredChanges.check(block.lifecycle(), schema, diagnostics);
        Value.Obj _ = evaluation.decode(instance, schema, diagnostics);
      }
      new Conditions(instance.scope(), diagnostics).examine(block.lifecycle().preconditions());
      new Conditions(Conditions.withSelf(instance.scope(), unknown), diagnostics)
          .examine(block.lifecycle().postconditions());
      evaluation.provisioners().examine(instance, unknown, diagnostics);
      scope.put(node, sample.value(_ -> unknown));
    }
  }
}
