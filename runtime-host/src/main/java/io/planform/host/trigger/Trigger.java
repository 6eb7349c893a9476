package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import java.time.Instant;

/**
 * A trigger of a function.
 *
 * @param functionId of the function that it was made for
 * @param target URN of what it calls: the function (its version {@code latest}), without version,
 *     or another version or an alias
 * @param targetId what it calls: id of the function, version or alias
 * @param active or disabled
 * @param eventData exactly as it was sent; clients compare its text
 * @param firedAt timers: when it last fired, or since when it may
 */
public record Trigger(
    String id,
    String functionId,
    FunctionUrn target,
    String targetId,
    String type,
    boolean active,
    ObjectNode eventData,
    TriggerSettings settings,
    Instant createdAt,
    Instant updatedAt,
    Instant firedAt) {

  /** The same where nothing is different: what came since the last change stays for it. */
  Trigger changed(boolean nowActive, ObjectNode newData, TriggerSettings parsed, Instant now) {
    if (nowActive == active && newData.equals(eventData)) {
      return this;
    }
    return new Trigger(
        id, functionId, target, targetId, type, nowActive, newData, parsed, createdAt, now, now);
  }

  @Override
  public String toString() {
    return type + " " + id;
  }
}
