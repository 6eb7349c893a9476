package io.planform.planner.drift;

import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.ChangeHistory.Change;
import java.util.List;

/**
 * An object that is not what it was made.
 *
 * @param deposed the key of a deposed object; empty for the current one
 * @param gone whether it is not there any more: then no attribute is named
 * @param calls of others that changed it since it was applied, the last one last
 */
public record DriftedObject(
    Address address,
    String deposed,
    String objectId,
    boolean gone,
    List<DriftedAttribute> attributes,
    List<Change> calls) {
  public DriftedObject {
    attributes = List.copyOf(attributes);
    calls = List.copyOf(calls);
  }

  public DriftedObject with(List<DriftedAttribute> kept) {
    return new DriftedObject(address, deposed, objectId, gone, kept, calls);
  }
}
