package io.planform.planner.plan;

import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The value of a block that is not planned, from the objects there are. */
final class KnownInstances {
  private KnownInstances() {}

  static Value value(
      List<ResourceState> rows,
      Map<ResourceState, Value> values,
      Expansion.Repetition repetition,
      Schema schema) {
    SequencedMap<String, Value> named = new LinkedHashMap<>();
    TreeMap<Integer, Value> indexed = new TreeMap<>();
    Value only = new Value.Unknown(schema.type());
    for (ResourceState row : rows) {
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
