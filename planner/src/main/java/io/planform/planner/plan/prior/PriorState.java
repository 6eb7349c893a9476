package io.planform.planner.plan.prior;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the state knows of managed objects, read once and indexed by block. */
public final class PriorState {
  private final SequencedMap<NodeKey, List<ResourceState>> blocks = new LinkedHashMap<>();

  private PriorState() {}

  /** Rows that cannot be read are errors. */
  public static PriorState of(Snapshot snapshot, Providers providers, Diagnostics diagnostics) {
    PriorState state = new PriorState();
    for (ResourceRow row : managed(snapshot)) {
      ResourceState read = read(row, providers, diagnostics);
      if (read != null) {
        state.add(read);
      }
    }
    return state;
  }

  /** The rows of managed objects, without those of what data sources answered. */
  public static List<ResourceRow> managed(Snapshot snapshot) {
    return snapshot.resources().stream().filter(PriorState::isManaged).toList();
  }

  private static boolean isManaged(ResourceRow row) {
    Address address = Address.parse(row.address());
    // What has no address is reported where it is read.
    return address == null || address.mode() == Mode.MANAGED;
  }

  /** Null, with a diagnostic, if it cannot be read. */
  static @Nullable ResourceState read(
      ResourceRow row, Providers providers, Diagnostics diagnostics) {
    Address address = Address.parse(row.address());
    Schema schema = address == null ? null : providers.schema(row.provider(), address);
    if (schema == null) {
      diagnostics.add(
          Diagnostic.error(
              "No provider for " + row.address(),
              "The state holds this object, but no provider that knows its type: "
                  + row.provider()
                  + "."));
      return null;
    }
    try {
      return StateDocument.read(row, schema);
    } catch (StateDocument.MalformedException e) {
      diagnostics.add(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return null;
    }
  }

  private void add(ResourceState row) {
    blocks.computeIfAbsent(row.address().node(), _ -> new ArrayList<>()).add(row);
  }

  public static PriorState of(List<ResourceState> rows) {
    PriorState state = new PriorState();
    rows.forEach(state::add);
    return state;
  }

  public List<ResourceState> all() {
    return blocks.values().stream().flatMap(List::stream).toList();
  }

  /** Current and deposed objects of a block, in all instances of its module. */
  public List<ResourceState> block(NodeKey node) {
    return blocks.getOrDefault(node, List.of());
  }

  public Set<NodeKey> blocks() {
    return blocks.keySet();
  }
}
