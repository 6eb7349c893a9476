package io.planform.planner.state;

import io.planform.store.state.ResourceRow;
import java.util.List;

/** Rows with one part changed. */
final class Rows {
  private Rows() {}

  static ResourceRow withAddress(ResourceRow row, String address) {
    return copy(row, address, row.status(), row.dependencies());
  }

  static ResourceRow withStatus(ResourceRow row, ResourceRow.Status status) {
    return copy(row, row.address(), status, row.dependencies());
  }

  static ResourceRow withDependencies(ResourceRow row, List<String> dependencies) {
    return copy(row, row.address(), row.status(), dependencies);
  }

  private static ResourceRow copy(
      ResourceRow row, String address, ResourceRow.Status status, List<String> dependencies) {
    return new ResourceRow(
        address,
        row.deposed(),
        row.provider(),
        row.objectId(),
        row.attributes(),
        row.sensitive(),
        row.schemaVersion(),
        status,
        row.createBeforeDestroy(),
        dependencies,
        row.revision());
  }
}
