package io.planform.host.trigger;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.util.Set;

/** A type of triggers: how its {@code event_data} reads, and what such triggers can do. */
public interface TriggerType {

  /** As {@code trigger_type_code}. */
  String name();

  /** What is answered to {@code event_data} that is wrong. */
  FgsError invalid();

  /**
   * Reads {@code event_data}, of requests and of the database alike; looks at nothing else.
   *
   * @param target the function, without version, or its version or alias
   * @param runtime of the function
   * @throws ApiException {@link #invalid()} for settings that are wrong or not supported
   */
  TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime);

  /**
   * Refuses settings of a new or changed trigger that name what there is not.
   *
   * @throws ApiException with an error of what is missing
   */
  default void check(TriggerSettings settings) {}

  /** Fields of {@code event_data} that are sealed when they are stored, and never shown. */
  default Set<String> secrets() {
    return Set.of();
  }

  default boolean canBeDisabled() {
    return false;
  }

  /** Whether a new trigger is active where the request does not say. */
  default boolean startsActive() {
    return true;
  }

  /** Whether functions of the runtime {@code http} can have such triggers. */
  default boolean callsHttpFunctions() {
    return false;
  }
}
