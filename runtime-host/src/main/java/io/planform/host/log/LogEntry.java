package io.planform.host.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The log of one invocation.
 *
 * @param time of its end, in milliseconds since 1970
 * @param version of the function that ran
 * @param text what the function wrote, with the host's start and finish lines
 */
public record LogEntry(long time, String requestId, String version, Status status, String text) {

  /** One line of JSON. */
  byte[] toLine() {
    return (Json.object()
                .put("time", time)
                .put("request_id", requestId)
                .put("version", version)
                .put("status", status.text())
                .put("text", text)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
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
                      entry.path("text").asText()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
