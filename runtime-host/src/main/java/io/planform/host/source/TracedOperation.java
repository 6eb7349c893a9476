package io.planform.host.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** An operation as traces name it: cases, spaces and plurals are not told apart. */
record TracedOperation(String service, String resourceType, String name) {

  static Optional<TracedOperation> parse(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == 3 && !parts[0].isBlank() && !parts[1].isBlank() && !parts[2].isBlank()
        ? Optional.of(of(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  static TracedOperation of(JsonNode trace) {
    return of(
        trace.path("service_type").asText(),
        trace.path("resource_type").asText(),
        trace.path("trace_name").asText());
  }

  private static TracedOperation of(String service, String resourceType, String name) {
    String type = plain(resourceType);
    return new TracedOperation(
        plain(service),
        type.endsWith("s") ? type.substring(0, type.length() - 1) : type,
        plain(name));
  }

  private static String plain(String text) {
    return text.replace(" ", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
