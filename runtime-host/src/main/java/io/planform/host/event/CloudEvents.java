package io.planform.host.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The events of a request, as CloudEvents 1.0 binds them to HTTP — binary, structured, or several —
 * or as EventGrid's own API has them, all in the structured form.
 */
final class CloudEvents {
  private static final String PREFIX = "ce-";
  private static final String ONE = "application/cloudevents+json";
  private static final String SEVERAL = "application/cloudevents-batch+json";
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");
  private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");
  private static final List<String> TEXTS = List.of("datacontenttype", "dataschema", "subject");

  private CloudEvents() {}

  /**
   * @throws ApiException FSS.0400 for what is no event, of all of them
   */
  static List<ObjectNode> of(Request request) {
    String type =
        request.header("content-type").orElse("").toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    List<ObjectNode> events =
        switch (type) {
          case ONE -> List.of(object(read(request)));
          case SEVERAL -> objects(read(request));
          default ->
              request.header(PREFIX + "specversion").isPresent()
                  ? List.of(binary(request, type))
                  : objects(read(request).path("events"));
        };
    events.forEach(CloudEvents::check);
    return events;
  }

  private static JsonNode read(Request request) {
    try {
      return Json.read(request.body());
    } catch (JsonProcessingException e) {
      throw ApiException.invalid("The body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static List<ObjectNode> objects(JsonNode list) {
    if (!(list instanceof ArrayNode array) || array.isEmpty()) {
      throw ApiException.invalid("There must be a list of events, with one at least.");
    }
    List<ObjectNode> events = new ArrayList<>();
    array.forEach(each -> events.add(object(each)));
    return events;
  }

  private static ObjectNode object(JsonNode event) {
    if (event instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.invalid("An event must be a JSON object.");
  }

  private static ObjectNode binary(Request request, String type) {
    ObjectNode event = Json.object();
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      if (header.getKey().startsWith(PREFIX)) {
        event.put(
            header.getKey().substring(PREFIX.length()), decoded(header.getValue().getFirst()));
      }
    }
    request.header("content-type").ifPresent(given -> event.put("datacontenttype", given));
    if (request.body().length > 0) {
      data(event, type, request);
    }
    return event;
  }

  /** Header values are percent-encoded; a plus sign is one. */
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static void data(ObjectNode event, String type, Request request) {
    if (type.equals("application/json") || type.endsWith("+json")) {
      event.set("data", read(request));
      return;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
      if (type.startsWith("text/")) {
        event.put("data", text);
        return;
      }
    } catch (CharacterCodingException e) {
      // It is told as bytes.
    }
    event.put("data_base64", Base64.getEncoder().encodeToString(request.body()));
  }

  private static void check(ObjectNode event) {
    for (String name : REQUIRED) {
      if (event.path(name).asText().isEmpty() || !event.path(name).isTextual()) {
        throw ApiException.invalid("An event needs the attribute %s, a string.".formatted(name));
      }
    }
    if (!event.path("specversion").asText().equals("1.0")) {
      throw ApiException.invalid(
          "An event's specversion is \"%s\"; it can be 1.0."
              .formatted(event.path("specversion").asText()));
    }
    for (String name : TEXTS) {
      if (event.has(name)
          && (!event.path(name).isTextual() || event.path(name).asText().isEmpty())) {
        throw ApiException.invalid(
            "An event's attribute %s must be a string that is not empty.".formatted(name));
      }
    }
    checkTime(event);
    event
        .properties()
        .forEach(
            attribute -> {
              String name = attribute.getKey();
              if (!name.equals("data") && !name.equals("data_base64")) {
                checkAttribute(name, attribute.getValue());
              }
            });
    if (event.has("data") && event.has("data_base64")) {
      throw ApiException.invalid("An event has data or data_base64, not both.");
    }
  }

  private static void checkTime(ObjectNode event) {
    if (event.has("time")) {
      try {
        OffsetDateTime unused = OffsetDateTime.parse(event.path("time").asText());
      } catch (DateTimeParseException e) {
        throw ApiException.invalid(
            "An event's time is \"%s\"; it must be a time like 2026-01-31T08:00:00Z."
                .formatted(event.path("time").asText()));
      }
    }
  }

  private static void checkAttribute(String name, JsonNode value) {
    if (!ATTRIBUTE.matcher(name).matches()) {
      throw ApiException.invalid(
          "An event has the attribute \"%s\"; names have lower-case letters and digits."
              .formatted(name));
    }
    if (!value.isValueNode() || value.isNull()) {
      throw ApiException.invalid(
          "An event's attribute %s must be a string, a number or a truth value.".formatted(name));
    }
  }
}
