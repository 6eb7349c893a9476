package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletions of what the state holds and the configuration does not. */
final class Orphans {
  private final Planning planning;
  private final Schema schema;
  private final Diagnostics diagnostics;

  Orphans(Planning planning, Schema schema, Diagnostics diagnostics) {
    this.planning = planning;
    this.schema = schema;
    this.diagnostics = diagnostics;
  }

  /**
   * @param expansions by the instances that the block's module has
   * @param undeclared addresses of current objects that are not in any of them
   */
  void plan(
      Resource block,
      Map<ModuleInstance, Expansion> expansions,
      List<ResourceState> rows,
      Set<Address> undeclared,
      Map<ResourceState, Value.@Nullable Obj> live) {
    for (ResourceState row : rows) {
      boolean deposed = !row.deposed().isEmpty();
      if (!live.containsKey(row) || (!deposed && !undeclared.contains(row.address()))) {
        continue;
      }
      if (!deposed && block.lifecycle().preventDestroy()) {
        diagnostics.add(prevented(row, block));
        continue;
      }
      delete(row, live.get(row), deposed ? Reason.DELETE_DEPOSED : reason(expansions, row));
    }
  }

  static Diagnostic prevented(ResourceState row, Resource block) {
    return Diagnostic.error(
            "Instance cannot be destroyed",
            row.address() + " would be destroyed, but its lifecycle says prevent_destroy.",
            block.range())
        .withHint("take prevent_destroy out, or confine the plan to other objects with -target");
  }

  private static Reason reason(Map<ModuleInstance, Expansion> expansions, ResourceState row) {
    Expansion expansion = expansions.get(row.address().module());
    if (expansion == null) {
      return Reason.DELETE_NO_MODULE;
    }
    return switch (expansion.repetition()) {
      case SINGLE -> Reason.DELETE_WRONG_REPETITION;
      case COUNT ->
          row.address().key() instanceof InstanceKey.Index
              ? Reason.DELETE_COUNT_INDEX
              : Reason.DELETE_WRONG_REPETITION;
      case FOR_EACH ->
          row.address().key() instanceof InstanceKey.Name
              ? Reason.DELETE_EACH_KEY
              : Reason.DELETE_WRONG_REPETITION;
    };
  }

  /** Plans a deletion; an object that is gone already is only forgotten. */
  void delete(ResourceState row, Value.@Nullable Obj before, Reason reason) {
    planning.drifted(row, before, schema);
    if (row.status() == Status.UNKNOWN) {
      diagnostics.add(planning.unresolved(row));
      return;
    }
    planning.add(
        new ResourceChange(
            row.address(),
            row.deposed(),
            row.provider(),
            before == null ? Action.NO_OP : Action.DELETE,
            reason,
            before,
            null,
            Set.of(),
            schema,
            Declaration.of(row),
            row));
  }

  /** The state knows the object no longer. */
  void forget(ResourceState row, Value.@Nullable Obj live) {
    planning.add(
        new ResourceChange(
            row.address(),
            row.deposed(),
            row.provider(),
            live == null ? Action.NO_OP : Action.FORGET,
            Reason.FORGET_REMOVED,
            live,
            live,
            Set.of(),
            schema,
            Declaration.of(row),
            row));
  }

  /** Nothing happens to the object; what was read of it is recorded. */
  void refreshed(ResourceState row, Value.@Nullable Obj live) {
    planning.drifted(row, live, schema);
    planning.add(
        new ResourceChange(
            row.address(),
            row.deposed(),
            row.provider(),
            Action.NO_OP,
            Reason.NONE,
            live,
            live,
            Set.of(),
            schema,
            Declaration.of(row),
            row));
  }
}
