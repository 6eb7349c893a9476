package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
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
   * Puts locals and blocks into the scope: objects as the state has them, otherwise unknown.
   *
   * @param snapshot null where there is no state
   */
  public static void put(
      Evaluation evaluation,
      Graph<String> graph,
      @Nullable Snapshot snapshot,
      Diagnostics diagnostics) {
    PriorState prior =
        snapshot == null ? null : PriorState.of(snapshot, evaluation.providers(), diagnostics);
    for (String node : graph.inOrder()) {
      Resource block = evaluation.configuration().resources().get(node);
      if (node.startsWith("local.")) {
        evaluation.local(node.substring("local.".length()), diagnostics);
      } else if (block != null) {
        List<ResourceState> rows = prior == null ? List.of() : prior.block(node);
        evaluation.scope().put(node, value(block, rows, evaluation));
      }
    }
  }

  private static Value value(Resource block, List<ResourceState> rows, Evaluation evaluation) {
    Schema schema = rows.isEmpty() ? null : evaluation.schema(block, new Diagnostics());
    if (schema == null) {
      return new Value.Unknown(Type.DYNAMIC);
    }
    Map<ResourceState, Value> objects = new HashMap<>();
    rows.forEach(row -> objects.put(row, row.object()));
    return KnownInstances.value(rows, objects, Expansion.repetition(block), schema);
  }
}
