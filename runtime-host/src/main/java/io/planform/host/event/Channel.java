package io.planform.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.time.Instant;

/**
 * Where events are published.
 *
 * @param createdAt milliseconds since 1970, as {@code updatedAt}
 */
record Channel(String id, String name, String description, long createdAt, long updatedAt) {

  Channel described(String text, long now) {
    return new Channel(id, name, text, createdAt, now);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("id", id)
        .put("name", name)
        .put("description", description)
        .put("provider_type", "CUSTOM")
        .put("created_time", Instant.ofEpochMilli(createdAt).toString())
        .put("updated_time", Instant.ofEpochMilli(updatedAt).toString());
  }
}
