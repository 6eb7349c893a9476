package io.planform.host.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.Map;

/**
 * A log stream.
 *
 * @param days how long it keeps what it holds; {@link #OF_GROUP} for as long as its group says
 * @param createdAt milliseconds since 1970
 */
public record LogStream(
    String id,
    String groupId,
    String name,
    int days,
    boolean favorite,
    Map<String, String> tags,
    long createdAt) {
  static final int OF_GROUP = -1;

  LogStream withDays(int number) {
    return new LogStream(id, groupId, name, number, favorite, tags, createdAt);
  }

  LogStream withFavorite(boolean mark) {
    return new LogStream(id, groupId, name, days, mark, tags, createdAt);
  }

  LogStream withTags(Map<String, String> changed) {
    return new LogStream(id, groupId, name, days, favorite, changed, createdAt);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("creation_time", createdAt)
            .put("log_stream_name", name)
            .put("log_stream_id", id)
            .put("ttl_in_days", days)
            .put("filter_count", 0)
            .put("is_favorite", favorite);
    tags.forEach(json.putObject("tag")::put);
    return json;
  }
}
