package io.planform.planner.plan;

import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what {@code replace_triggered_by} refers to is about to change. */
final class Triggers {
  private final Planning planning;

  Triggers(Planning planning) {
    this.planning = planning;
  }

  /**
   * @param module in which the expressions stand
   */
  boolean anyChanged(List<Expression> expressions, ModuleInstance module) {
    ModulePath path = module.path();
    return expressions.stream()
        .flatMap(expression -> expression.references().stream())
        .anyMatch(reference -> isChanged(reference, path, module));
  }

  private boolean isChanged(Reference reference, ModulePath path, ModuleInstance module) {
    NodeKey block = NodeKey.of(path, reference);
    if (block == null || block.kind() != NodeKey.Kind.BLOCK) {
      return false;
    }
    List<Reference.Step> steps = reference.steps().subList(1, reference.steps().size());
    InstanceKey key = key(steps);
    List<Reference.Step> rest = key == null ? steps : steps.subList(1, steps.size());
    return planning.changes(block).stream()
        .filter(change -> change.address().module().equals(module))
        .filter(change -> key == null || key.equals(change.address().key()))
        .anyMatch(change -> isChanged(change, rest));
  }

  private static boolean isChanged(ResourceChange change, List<Reference.Step> steps) {
    // Of what is made or goes there is nothing to compare with.
    if (change.action() != Action.UPDATE && !change.action().replaces()) {
      return false;
    }
    if (steps.isEmpty()
        || !(steps.getFirst() instanceof Reference.Attribute(String attribute, _))
        || change.before() == null
        || change.after() == null) {
      return true;
    }
    Value before = change.before().get(attribute).revealed();
    return !before.equals(change.after().get(attribute).revealed());
  }

  private static @Nullable InstanceKey key(List<Reference.Step> steps) {
    if (steps.isEmpty() || !(steps.getFirst() instanceof Reference.Index(Value key, _))) {
      return null;
    }
    return InstanceKey.of(key);
  }
}
