package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a trigger's {@code event_data} says, checked. */
public sealed interface TriggerSettings permits TimerSettings, ApigSettings {

  /** The types that this host has. */
  Set<String> TYPES = Set.of(TimerSettings.TYPE, ApigSettings.TYPE);

  String name();

  /** Group, path and match mode of an API; empty for other types. */
  Optional<String> route();

  /** The HTTP method of an API, or {@code ANY}; empty for other types. */
  Optional<String> routeMethod();

  /**
   * Reads {@code event_data}.
   *
   * @param target the function, without version, or its version or alias
   * @param runtime of the function
   * @throws ApiException FSS.1101 for a type that this host has not, FSS.1109 and FSS.1107 for
   *     settings that are wrong or not supported
   */
  static TriggerSettings parse(
      String type, ObjectNode eventData, FunctionUrn target, String runtime) {
    return switch (type) {
      case TimerSettings.TYPE -> TimerSettings.parse(eventData, runtime);
      case ApigSettings.TYPE -> ApigSettings.parse(eventData, target, runtime);
      default ->
          throw new ApiException(
              FgsError.FSS_1101,
              "This runtime host has no triggers of type \"%s\"; it has %s."
                  .formatted(type, new TreeSet<>(TYPES)));
    };
  }
}
