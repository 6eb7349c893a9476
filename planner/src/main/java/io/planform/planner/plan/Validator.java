package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;

/**
 * Checks a configuration against the schemas of its types, with everything unknown that only a plan
 * can know.
 */
public final class Validator {
  private final Evaluation evaluation;
  private final Graph<String> graph;
  private final Diagnostics diagnostics;

  public Validator(Evaluation evaluation, Graph<String> graph, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.diagnostics = diagnostics;
  }

  public void validate() {
    Conditions conditions = new Conditions(evaluation.scope(), diagnostics);
    for (String node : graph.inOrder()) {
      Resource block = evaluation.configuration().resources().get(node);
      if (block != null) {
        resource(block);
      } else if (node.startsWith("local.")) {
        evaluation.local(node.substring("local.".length()), diagnostics);
      }
    }
    for (Output output : evaluation.configuration().outputs().values()) {
      Value _ = evaluation.output(output, diagnostics);
      conditions.examine(output.preconditions());
    }
    evaluation.configuration().variables().values().stream()
        .map(Configuration.Variable::validations)
        .forEach(conditions::examine);
    evaluation.configuration().checks().values().stream()
        .map(Configuration.Check::assertions)
        .forEach(conditions::examine);
    for (String provider : evaluation.configuration().providers().keySet()) {
      evaluation.checkProvider(provider, diagnostics);
    }
  }

  private void resource(Resource block) {
    Schema schema = evaluation.schema(block, diagnostics);
    Value unknown = new Value.Unknown(Type.DYNAMIC);
    if (schema != null) {
      Value.Obj _ = evaluation.decode(block, schema, anyInstance(block), diagnostics);
      unknown =
          Expansion.repetition(block) == Expansion.Repetition.SINGLE
              ? new Value.Unknown(schema.type())
              : unknown;
    }
    Scope instance = evaluation.scope().of(anyInstance(block));
    new Conditions(instance, diagnostics).examine(block.lifecycle().preconditions());
    Value self = new Value.Unknown(schema == null ? Type.DYNAMIC : schema.type());
    new Conditions(Conditions.withSelf(instance, self), diagnostics)
        .examine(block.lifecycle().postconditions());
    evaluation.scope().put(block.key(), unknown);
  }

  private static Expansion.Instance anyInstance(Resource block) {
    return switch (Expansion.repetition(block)) {
      case SINGLE -> Expansion.Instance.ONLY;
      case COUNT -> new Expansion.Instance(new InstanceKey.Index(0), null);
      case FOR_EACH ->
          new Expansion.Instance(new InstanceKey.Name(""), new Value.Unknown(Type.DYNAMIC));
    };
  }
}
