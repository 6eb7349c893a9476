package io.planform.planner.plan;

import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow.Status;
import java.util.List;
import java.util.Set;

/**
 * What is recorded of an object beside its attributes.
 *
 * @param declared top-level arguments and blocks that the manifest says something about
 * @param dependencies blocks that the object's block rests on
 */
public record Declaration(
    Set<String> declared, List<String> dependencies, boolean createBeforeDestroy) {

  public Declaration {
    declared = Set.copyOf(declared);
    dependencies = List.copyOf(dependencies);
  }

  static Declaration of(ResourceState row) {
    return new Declaration(row.declared(), row.dependencies(), row.createBeforeDestroy());
  }

  /** The state of an object so declared. */
  public ResourceState state(ResourceChange change, Value.Obj object, Status status) {
    return new ResourceState(
        change.address(),
        change.deposed(),
        change.provider(),
        object,
        declared,
        status,
        createBeforeDestroy,
        dependencies);
  }
}
