package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said of a configuration's values without a plan and without asking anybody. */
public final class KnownValues {
  private KnownValues() {}

  /**
   * Puts all values into their scopes: objects as the state has them, otherwise unknown.
   *
   * @param snapshot null where there is no state
   */
  public static void put(
      Evaluation evaluation,
      Graph<NodeKey> graph,
      @Nullable Snapshot snapshot,
      Diagnostics diagnostics) {
    PriorState prior =
        snapshot == null ? null : PriorState.of(snapshot, evaluation.providers(), diagnostics);
    for (NodeKey node : graph.inOrder()) {
      Resource block = evaluation.block(node);
      if (evaluation.ephemeral().contains(node)) {
        evaluation.ephemeral().leaveOut(node);
      } else if (block != null) {
        List<ResourceState> rows = prior == null ? List.of() : prior.block(node);
        put(node, block, rows, evaluation);
      } else if (node.kind() == NodeKey.Kind.CALL) {
        expand(node, evaluation);
      } else {
        evaluation.modules().evaluate(node, diagnostics);
      }
    }
  }

  /** How many instances of a module there are may be unknown here; one stands for them then. */
  private static void expand(NodeKey call, Evaluation evaluation) {
    Diagnostics unknown = new Diagnostics();
    evaluation.modules().evaluate(call, unknown);
    if (unknown.hasErrors()) {
      evaluation.modules().sample(call, new Diagnostics());
    }
  }

  private static void put(
      NodeKey node, Resource block, List<ResourceState> rows, Evaluation evaluation) {
    Schema schema =
        rows.isEmpty() ? null : evaluation.schema(node.module(), block, new Diagnostics());
    if (schema == null) {
      for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
        scope.put(node, new Value.Unknown(Type.DYNAMIC));
      }
      return;
    }
    Map<ResourceState, Value> objects = new HashMap<>();
    rows.forEach(row -> objects.put(row, row.object()));
    new KnownInstances(rows, objects, schema).put(node, block, evaluation.modules());
  }
}
