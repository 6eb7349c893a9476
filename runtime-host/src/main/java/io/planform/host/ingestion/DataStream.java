package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.time.Duration;
import java.util.Map;

/**
 * A stream.
 *
 * @param type {@code COMMON} or {@code ADVANCED}: what throughput is paid for
 * @param dataType what the records hold: {@code BLOB}, {@code JSON} or {@code CSV}
 * @param hours how long records are kept
 * @param createdAt milliseconds since 1970, as {@code modifiedAt}
 */
record DataStream(
    String name,
    String id,
    String type,
    String dataType,
    int partitions,
    int hours,
    Map<String, String> tags,
    long createdAt,
    long modifiedAt) {

  Duration kept() {
    return Duration.ofHours(hours);
  }

  DataStream changed(int newHours, String newDataType, long now) {
    return new DataStream(name, id, type, newDataType, partitions, newHours, tags, createdAt, now);
  }

  DataStream tagged(Map<String, String> newTags) {
    return new DataStream(
        name, id, type, dataType, partitions, hours, newTags, createdAt, modifiedAt);
  }

  /** What lists and the stream's own page both show. */
  ObjectNode toJson() {
    ObjectNode document =
        Json.object()
            .put("stream_name", name)
            .put("create_time", createdAt)
            .put("retention_period", hours)
            .put("status", "RUNNING")
            .put("stream_type", type)
            .put("data_type", dataType)
            .put("auto_scale_enabled", false);
    ArrayNode list = document.putArray("tags");
    tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return document;
  }
}
