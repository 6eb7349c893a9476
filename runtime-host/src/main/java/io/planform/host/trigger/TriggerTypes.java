package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.Runtimes;
import io.planform.host.server.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types of triggers that this host has. */
public final class TriggerTypes {
  private final SortedMap<String, TriggerType> types = new TreeMap<>();

  public TriggerTypes(Collection<? extends TriggerType> types) {
    types.forEach(type -> this.types.put(type.name(), type));
  }

  public TriggerTypes(TriggerType... types) {
    this(List.of(types));
  }

  public Set<String> names() {
    return types.keySet();
  }

  /**
   * @throws ApiException FSS.1101 for a type that this host has not
   */
  TriggerType get(String name) {
    TriggerType type = types.get(name);
    if (type == null) {
      throw new ApiException(
          FgsError.FSS_1101,
          "This runtime host has no triggers of type \"%s\"; it has %s."
              .formatted(name, String.join(", ", types.keySet())));
    }
    return type;
  }

  /**
   * Reads the settings of a trigger that is made or changed.
   *
   * @param runtime of its function
   */
  TriggerSettings check(String name, ObjectNode eventData, FunctionUrn target, String runtime) {
    TriggerType type = get(name);
    if (runtime.equals(Runtimes.HTTP) && !type.callsHttpFunctions()) {
      throw new ApiException(
          FgsError.FSS_1101, "HTTP functions take APIG triggers only, not %s.".formatted(name));
    }
    TriggerSettings settings = parse(name, eventData, target, runtime);
    type.check(settings);
    return settings;
  }

  TriggerSettings parse(String name, ObjectNode eventData, FunctionUrn target, String runtime) {
    TriggerType type = get(name);
    return type.parse(new EventData(eventData, type.invalid()), target, runtime);
  }

  /** What of a trigger's {@code event_data} may be shown and stored: all but secrets. */
  ObjectNode shown(Trigger trigger) {
    return trigger.eventData().deepCopy().remove(get(trigger.type()).secrets());
  }
}
