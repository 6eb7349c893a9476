package io.planform.planner.plan.evaluation;

import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/** What is known of an object before its provider has answered. */
public final class Computed {
  private Computed() {}

  /** The configuration, with what the provider computes unknown. */
  public static Value.Obj later(Value.Obj configuration, Schema schema) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(configuration.values());
    schema
        .attributes()
        .forEach(
            (name, attribute) -> {
              if (attribute.isComputed() && configuration.get(name).isNull()) {
                values.put(name, new Value.Unknown(attribute.type()));
              }
            });
    return SensitivePaths.mark(new Value.Obj(values), schema, Set.of());
  }
}
