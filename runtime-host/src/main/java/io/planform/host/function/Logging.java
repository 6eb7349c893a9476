package io.planform.host.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a function's logs go.
 *
 * @param enabled whether they are kept
 * @param group of {@code stream}; empty for the function's own
 * @param stream empty for the function's own
 * @param labels that its entries have besides the host's
 */
public record Logging(boolean enabled, String group, String stream, Map<String, String> labels) {
  /** A function that says nothing of logs. */
  public static final Logging OWN = new Logging(true, "", "", Map.of());

  private static final Set<String> RESERVED =
      Set.of("request_id", "version", "status", "function", "collectTime");
  private static final int MOST_LABELS = 20;

  static final Set<String> FIELDS = Set.of("enable_lts_log", "log_config", "lts_custom_tag");

  static Logging read(Fields fields, Logging base) {
    Optional<Fields> sent = fields.object("log_config");
    sent.ifPresent(
        config -> {
          config.refuseOthersThan(Set.of("group_id", "group_name", "stream_id", "stream_name"));
          config.text("group_name");
          config.text("stream_name");
        });
    String group = sent.map(config -> config.text("group_id").orElse("")).orElse(base.group());
    String stream = sent.map(config -> config.text("stream_id").orElse("")).orElse(base.stream());
    if (group.isEmpty() != stream.isEmpty()) {
      throw ApiException.invalid("log_config.group_id and log_config.stream_id belong together.");
    }
    return new Logging(
        fields.bool("enable_lts_log").orElse(base.enabled()),
        group,
        stream,
        fields
            .object("lts_custom_tag")
            .map(Fields::node)
            .map(Logging::labels)
            .orElse(base.labels()));
  }

  private static Map<String, String> labels(JsonNode sent) {
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : sent.properties()) {
      if (!label.getValue().isTextual() || RESERVED.contains(label.getKey())) {
        throw ApiException.invalid(
            "lts_custom_tag.%s must be a text, and none of %s."
                .formatted(label.getKey(), new java.util.TreeSet<>(RESERVED)));
      }
      labels.put(label.getKey(), label.getValue().asText());
    }
    if (labels.size() > MOST_LABELS) {
      throw ApiException.invalid("lts_custom_tag has %d labels at most.".formatted(MOST_LABELS));
    }
    return labels;
  }

  /** What {@link #ofJson} reads; empty for {@link #OWN}. */
  String toJson() {
    if (equals(OWN)) {
      return "";
    }
    ObjectNode json =
        Json.object().put("enabled", enabled).put("group", group).put("stream", stream);
    labels.forEach(json.putObject("labels")::put);
    return json.toString();
  }

  static Logging ofJson(String text) {
    if (text.isEmpty()) {
      return OWN;
    }
    try {
      JsonNode json = Json.read(text);
      return new Logging(
          json.path("enabled").asBoolean(),
          json.path("group").asText(),
          json.path("stream").asText(),
          labels(json.path("labels")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored configuration of logs is not JSON", e);
    }
  }
}
