package io.planform.host.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The log of one invocation.
 *
 * @param time of its end, in milliseconds since 1970
 * @param version of the function that ran
 * @param labels others than those of the invocation
 * @param text what the function wrote, with the host's start and finish lines
 */
public record LogEntry(
    long time,
    String requestId,
    String version,
    Status status,
    Map<String, String> labels,
    String text) {

  /** One line of JSON. */
  byte[] toLine() {
    ObjectNode line =
        Json.object()
            .put("time", time)
            .put("request_id", requestId)
            .put("version", version)
            .put("status", status.text())
            .put("text", text);
    if (!labels.isEmpty()) {
      labels.forEach(line.putObject("labels")::put);
    }
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> labels(JsonNode stored) {
    Map<String, String> labels = new TreeMap<>();
    stored.properties().forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
    return labels;
  }

  /** All of them, as they are searched and shown. */
  Map<String, String> allLabels() {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("request_id", requestId);
    all.put("version", version);
    all.put("status", status.text());
    return all;
  }

  /** The same with another text. */
  LogEntry withText(String other) {
    return new LogEntry(time, requestId, version, status, labels, other);
  }

  /** Empty for a line that was not written whole. */
  static Optional<LogEntry> of(String line) {
    try {
      JsonNode entry = Json.read(line);
      return Status.of(entry.path("status").asText())
          .map(
              status ->
                  new LogEntry(
                      entry.path("time").asLong(),
                      entry.path("request_id").asText(),
                      entry.path("version").asText(),
                      status,
                      labels(entry.path("labels")),
                      entry.path("text").asText()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
