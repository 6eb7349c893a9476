package io.planform.planner.plan.evaluation;

import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Top-level attributes that are not wholly known: as much as finding a lost object needs. */
public final class UnknownPaths {
  private UnknownPaths() {}

  public static Set<ValuePath> of(Value value) {
    Set<ValuePath> paths = new LinkedHashSet<>();
    if (value instanceof Value.Obj(SequencedMap<String, Value> values)) {
      for (Map.Entry<String, Value> part : values.entrySet()) {
        if (!part.getValue().isWhollyKnown()) {
          paths.add(ValuePath.of(part.getKey()));
        }
      }
    }
    return paths;
  }

  public static Value.Obj apply(Value.Obj object, Set<ValuePath> paths) {
    if (paths.isEmpty()) {
      return object;
    }
    SequencedMap<String, Value> values = new LinkedHashMap<>(object.values());
    values.replaceAll(
        (name, value) ->
            paths.contains(ValuePath.of(name)) ? new Value.Unknown(value.type()) : value);
    return new Value.Obj(values);
  }
}
