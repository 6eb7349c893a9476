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

/** What the state knows, read once and indexed by block. */
public final class PriorState {
  private final SequencedMap<NodeKey, List<ResourceState>> blocks = new LinkedHashMap<>();

  private PriorState() {}

  /** Rows that cannot be read are errors. */
  public static PriorState of(Snapshot snapshot, Providers providers, Diagnostics diagnostics) {
    PriorState state = new PriorState();
    for (ResourceRow row : snapshot.resources()) {
      Address address = Address.parse(row.address());
      Schema schema =
          address == null ? null : providers.schema(row.provider(), Mode.MANAGED, address.type());
      if (schema == null) {
        diagnostics.add(
            Diagnostic.error(
                "No provider for " + row.address(),
                "The state holds this object, but no provider that knows its type: "
                    + row.provider()
                    + "."));
        continue;
      }
      try {
        state.add(StateDocument.read(row, schema));
      } catch (StateDocument.MalformedException e) {
        diagnostics.add(
            Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      }
    }
    return state;
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
