package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans what becomes of blocks that the state knows and the configuration does not. */
final class GoneBlocks {
  private final Planning planning;
  private final ProviderTargets targets;
  private final Map<Address, Address> moved;
  private final Diagnostics own;

  /**
   * @param moved where objects with a new address were, by the new one
   */
  GoneBlocks(
      Planning planning,
      ProviderTargets targets,
      Map<Address, Address> moved,
      Diagnostics diagnostics) {
    this.planning = planning;
    this.targets = targets;
    this.moved = moved;
    this.own = diagnostics;
  }

  void plan() {
    for (NodeKey block : planning.prior().blocks()) {
      if (planning.evaluation().block(block) != null) {
        continue;
      }
      ResourceState first = planning.prior().block(block).getFirst();
      String provider = first.provider();
      Schema schema =
          planning.evaluation().providers().schema(provider, Mode.MANAGED, first.address().type());
      if (schema == null || !planning.targeting().includesNode(block)) {
        continue;
      }
      if (planning.evaluation().providers().session(provider) == null) {
        targets.configure(provider, own);
      }
      if (planning.evaluation().providers().session(provider) == null) {
        continue;
      }
      try {
        plan(planning.prior().block(block), schema);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void plan(List<ResourceState> rows, Schema schema) throws InterruptedException {
    Orphans orphans = new Orphans(planning, schema, own);
    Map<ResourceState, Value.@Nullable Obj> live = planning.refresher().read(rows, schema, own);
    for (ResourceState row : rows) {
      if (!live.containsKey(row) || !planning.targeting().includes(row.address())) {
        continue;
      }
      switch (planning.request().mode()) {
        case REFRESH_ONLY -> orphans.refreshed(row, live.get(row));
        case DESTROY -> orphans.delete(row, live.get(row), Reason.NONE);
        case NORMAL -> {
          if (planning.removals().forgets(row.address())) {
            orphans.forget(row, live.get(row));
          } else {
            orphans.delete(
                row,
                live.get(row),
                !row.deposed().isEmpty()
                    ? Reason.DELETE_DEPOSED
                    : moved.containsKey(row.address())
                        ? Reason.DELETE_NO_MOVE_TARGET
                        : Reason.DELETE_NO_CONFIGURATION);
          }
        }
      }
    }
  }
}
