package io.planform.planner.plan.prior;

import io.planform.planner.plan.address.Address;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow;
import java.util.List;
import java.util.Set;

/**
 * A row of the state with its document read.
 *
 * @param object marked as sensitive where it was when it was written
 * @param declared the top-level arguments and blocks that the manifest said something about when
 *     the object was last applied; what it never mentioned is not ours to reset
 */
public record ResourceState(
    Address address,
    String deposed,
    String provider,
    Value.Obj object,
    Set<String> declared,
    ResourceRow.Status status,
    boolean createBeforeDestroy,
    List<String> dependencies) {

  public ResourceState {
    declared = Set.copyOf(declared);
    dependencies = List.copyOf(dependencies);
  }

  /** The provider's id; empty if it has none yet. */
  public String objectId() {
    return id(object);
  }

  /** The identifier of an object that says so in {@code id}; empty if it does not. */
  public static String id(Value.Obj object) {
    return object.get("id").unmarked() instanceof Value.Str(String id) ? id : "";
  }

  public ResourceState withAddress(Address newAddress) {
    return new ResourceState(
        newAddress, deposed, provider, object, declared, status, createBeforeDestroy, dependencies);
  }

  public ResourceState withObject(Value.Obj newObject) {
    return new ResourceState(
        address, deposed, provider, newObject, declared, status, createBeforeDestroy, dependencies);
  }

  public ResourceState withDeclared(Set<String> newDeclared) {
    return new ResourceState(
        address, deposed, provider, object, newDeclared, status, createBeforeDestroy, dependencies);
  }

  public ResourceState withDeposed(String key) {
    return new ResourceState(
        address, key, provider, object, declared, status, createBeforeDestroy, dependencies);
  }

  public ResourceState withStatus(ResourceRow.Status newStatus) {
    return new ResourceState(
        address, deposed, provider, object, declared, newStatus, createBeforeDestroy, dependencies);
  }
}
