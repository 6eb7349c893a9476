package io.planform.host.topic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A topic.
 *
 * @param urn {@code urn:smn:<region>:<project>:<name>}
 * @param createdAt milliseconds since 1970, as {@code updatedAt}
 */
record Topic(
    String urn,
    String id,
    String name,
    String displayName,
    String introduction,
    Map<String, String> tags,
    long createdAt,
    long updatedAt) {

  Topic withDisplayName(String text, long now) {
    return new Topic(urn, id, name, text, introduction, tags, createdAt, now);
  }

  Topic withIntroduction(String text, long now) {
    return new Topic(urn, id, name, displayName, text, tags, createdAt, now);
  }

  Topic withTags(Map<String, String> changed) {
    return new Topic(urn, id, name, displayName, introduction, changed, createdAt, updatedAt);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("topic_urn", urn)
        .put("topic_id", id)
        .put("name", name)
        .put("display_name", displayName)
        .put("push_policy", 0)
        .put("enterprise_project_id", "0")
        .put("create_time", time(createdAt))
        .put("update_time", time(updatedAt));
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
