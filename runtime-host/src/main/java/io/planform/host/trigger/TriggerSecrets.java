package io.planform.host.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.storage.HostDatabase;
import org.jspecify.annotations.Nullable;

/** Passwords in {@code event_data}, which are stored sealed, apart from the rest. */
record TriggerSecrets(HostDatabase database, TriggerTypes types) {

  /** Those of a trigger, sealed; null where there is none. */
  byte @Nullable [] seal(Trigger trigger) {
    ObjectNode secrets = trigger.eventData().deepCopy().retain(types.get(trigger.type()).secrets());
    return secrets.isEmpty() ? null : database.seal(secrets.toString(), identity(trigger.id()));
  }

  /** What a trigger was made with, of what is stored. */
  ObjectNode whole(String trigger, String eventData, byte @Nullable [] sealed) {
    ObjectNode whole = object(eventData);
    return sealed == null ? whole : whole.setAll(object(database.open(sealed, identity(trigger))));
  }

  private static String identity(String trigger) {
    return "trigger " + trigger + " secrets";
  }

  private static ObjectNode object(String text) {
    try {
      return (ObjectNode) Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored event data is not ours", e);
    }
  }
}
