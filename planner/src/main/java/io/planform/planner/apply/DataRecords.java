package io.planform.planner.apply;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the state says of data sources: what they answered last. Only those who look at the state
 * read it; plans ask anew.
 */
final class DataRecords {
  private final Plan plan;
  private final Map<String, ResourceRow> recorded = new HashMap<>();

  /**
   * @param before the state that the plan was carried out on
   */
  DataRecords(Plan plan, Snapshot before) {
    this.plan = plan;
    for (ResourceRow row : before.resources()) {
      Address address = Address.parse(row.address());
      if (address != null && address.mode() == Mode.DATA) {
        recorded.put(row.address(), row);
      }
    }
  }

  /**
   * @param read what data sources answered during the apply
   * @param complete whether everything planned was done
   */
  List<Run.Change> changes(List<DataReading> read, boolean complete) {
    List<Run.Change> changes = new ArrayList<>();
    if (plan.mode() == Plan.Mode.REFRESH_ONLY) {
      return changes;
    }
    Map<String, ResourceRow> wanted = new HashMap<>();
    Stream.concat(plan.data().stream(), read.stream())
        .map(DataRecords::row)
        .forEach(row -> wanted.put(row.address(), row));
    for (ResourceRow row : wanted.values()) {
      if (!isSame(row, recorded.get(row.address()))) {
        changes.add(new Run.Change.Put(row));
      }
    }
    if (complete && !plan.partial()) {
      recorded.keySet().stream()
          .filter(address -> !wanted.containsKey(address))
          .forEach(address -> changes.add(new Run.Change.Remove(address, "")));
    }
    return changes;
  }

  private static ResourceRow row(DataReading reading) {
    return StateDocument.write(
        new ResourceState(
            reading.address(),
            "",
            reading.provider(),
            reading.object(),
            Set.of(),
            ResourceRow.Status.OK,
            false,
            List.of()),
        reading.schema());
  }

  private static boolean isSame(ResourceRow row, @Nullable ResourceRow before) {
    return before != null
        && before.attributes().equals(row.attributes())
        && before.sensitive() == row.sensitive()
        && before.provider().equals(row.provider())
        && before.schemaVersion() == row.schemaVersion();
  }
}
