package io.planform.host.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.Map;

/**
 * A log group.
 *
 * @param days how long streams keep what they hold that do not say it themselves
 * @param createdAt milliseconds since 1970
 */
record LogGroup(String id, String name, int days, Map<String, String> tags, long createdAt) {

  LogGroup withDays(int number) {
    return new LogGroup(id, name, number, tags, createdAt);
  }

  LogGroup withTags(Map<String, String> changed) {
    return new LogGroup(id, name, days, changed, createdAt);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("creation_time", createdAt)
            .put("log_group_name", name)
            .put("log_group_id", id)
            .put("ttl_in_days", days);
    tags.forEach(json.putObject("tag")::put);
    return json;
  }
}
