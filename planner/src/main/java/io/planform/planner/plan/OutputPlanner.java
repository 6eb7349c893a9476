package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.state.OutputRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the outputs of the root with those that the state has. */
final class OutputPlanner {
  private final Planning planning;
  private final Snapshot snapshot;
  private final Diagnostics own;

  OutputPlanner(Planning planning, Snapshot snapshot, Diagnostics diagnostics) {
    this.planning = planning;
    this.snapshot = snapshot;
    this.own = diagnostics;
  }

  /**
   * @param evaluated outputs whose values are known as far as they can be
   */
  List<OutputChange> plan(Set<NodeKey> evaluated) {
    Map<String, OutputRow> before = new HashMap<>();
    snapshot.outputs().forEach(row -> before.put(row.name(), row));
    List<OutputChange> changes = new ArrayList<>();
    for (Output output : planning.evaluation().tree().root().outputs().values()) {
      OutputRow row = before.remove(output.name());
      Value old = row == null ? null : read(row);
      boolean included =
          planning.targeting().includesWhole(NodeKey.output(ModulePath.ROOT, output.name()));
      boolean goes =
          planning.request().mode() == Plan.Mode.DESTROY && !planning.targeting().isActive();
      boolean stays = planning.request().mode() == Plan.Mode.DESTROY || !included;
      boolean reached = evaluated.contains(NodeKey.output(ModulePath.ROOT, output.name()));
      Diagnostics found = new Diagnostics();
      Value now = goes ? null : stays || !reached ? old : value(output, found);
      own.addAll(found.toList());
      if (found.hasErrors()) {
        continue;
      }
      if (now != null && now.isNull()) {
        now = null;
      }
      if (old != null || now != null) {
        changes.add(new OutputChange(output.name(), old, now, output.sensitive()));
      }
    }
    for (OutputRow row : before.values()) {
      Value old = read(row);
      Value now = planning.targeting().isActive() ? old : null;
      changes.add(new OutputChange(row.name(), old, now, row.sensitive()));
    }
    changes.sort(Comparator.comparing(OutputChange::name));
    return changes;
  }

  private Value value(Output output, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    boolean permitted = planning.evaluation().conditions().permits(output, found);
    boolean looksOnly = planning.request().mode() == Plan.Mode.REFRESH_ONLY;
    found.toList().forEach(each -> diagnostics.add(looksOnly ? each.asWarning() : each));
    return permitted || looksOnly
        ? planning.evaluation().output(output, diagnostics)
        : new Value.Unknown(Type.DYNAMIC);
  }

  private @Nullable Value read(OutputRow row) {
    try {
      return StateDocument.read(row);
    } catch (StateDocument.MalformedException e) {
      own.add(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return null;
    }
  }
}
