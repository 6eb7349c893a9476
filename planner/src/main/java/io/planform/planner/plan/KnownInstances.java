package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.Modules;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of a block that is not planned, from the objects there are. */
final class KnownInstances {
  private final Map<ModuleInstance, List<ResourceState>> rows;
  private final Map<ResourceState, Value> values;
  private final Schema schema;

  /**
   * @param rows of the block, in all instances of its module
   * @param values in place of what the rows have
   */
  KnownInstances(List<ResourceState> rows, Map<ResourceState, Value> values, Schema schema) {
    this.rows = rows.stream().collect(Collectors.groupingBy(row -> row.address().module()));
    this.values = values;
    this.schema = schema;
  }

  /** Puts the block's value into each scope of its module. */
  void put(NodeKey node, Resource block, Modules modules) {
    for (ModuleScope scope : modules.scopes(node.module())) {
      List<ResourceState> own = rows.getOrDefault(scope.instance(), List.of());
      scope.put(node, value(own, Expansion.repetition(block)));
    }
  }

  private Value value(List<ResourceState> own, Expansion.Repetition repetition) {
    SequencedMap<String, Value> named = new LinkedHashMap<>();
    TreeMap<Integer, Value> indexed = new TreeMap<>();
    Value only = new Value.Unknown(schema.type());
    for (ResourceState row : own) {
      if (!row.deposed().isEmpty()) {
        continue;
      }
      Value value = values.getOrDefault(row, row.object());
      switch (row.address().key()) {
        case null -> only = value;
        case InstanceKey.Index(int index) -> indexed.put(index, value);
        case InstanceKey.Name(String name) -> named.put(name, value);
      }
    }
    return switch (repetition) {
      case SINGLE -> only;
      case COUNT -> new Value.Tuple(List.copyOf(indexed.values()));
      case FOR_EACH -> new Value.Obj(named);
    };
  }
}
