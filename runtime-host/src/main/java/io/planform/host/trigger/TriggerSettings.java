package io.planform.host.trigger;

import io.planform.host.server.ApiException;
import java.util.Optional;

/** What a trigger's {@code event_data} says, checked. */
public interface TriggerSettings {

  /** What tells a trigger from the others of its type and target. */
  String name();

  /** What triggers of several functions contend for: a path, a bucket; empty for most types. */
  default Optional<String> route() {
    return Optional.empty();
  }

  /** What of a route one trigger alone may have: the HTTP method of an API, or {@code ANY}. */
  default Optional<String> routeMethod() {
    return Optional.empty();
  }

  /**
   * Refuses to stand beside another trigger.
   *
   * @param other those of the same route, or, without route, of the same type and target
   * @throws ApiException where there cannot be both
   */
  void refuseBeside(TriggerSettings other);
}
