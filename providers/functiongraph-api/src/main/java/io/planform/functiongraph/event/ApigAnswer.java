package io.planform.functiongraph.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The HTTP response that a function's result stands for. */
public sealed interface ApigAnswer {

  record Response(int status, SequencedMap<String, List<String>> headers, byte[] body)
      implements ApigAnswer {}

  /**
   * The result is no response: the gateway answers 500.
   *
   * @param reason a sentence
   */
  record Malformed(String reason) implements ApigAnswer {}

  /**
   * @param result of the function: {@code {statusCode, headers, body, isBase64Encoded}}, of which
   *     the status alone must be there
   */
  static ApigAnswer of(JsonNode result) {
    if (!result.isObject()) {
      return new Malformed("The function did not return an object with a statusCode.");
    }
    JsonNode status = result.path("statusCode");
    if (!status.isInt() || status.intValue() < 200 || status.intValue() > 599) {
      return new Malformed("The function's statusCode is not a number from 200 to 599.");
    }
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : result.path("headers").properties()) {
      List<String> values = values(header.getValue());
      if (!HeaderSyntax.isName(header.getKey())
          || values.isEmpty()
          || !values.stream().allMatch(HeaderSyntax::isValue)) {
        return new Malformed("The function answered with a header that is none.");
      }
      headers.put(header.getKey(), values);
    }
    JsonNode body = result.path("body");
    if (!body.isMissingNode() && !body.isNull() && !body.isTextual()) {
      return new Malformed("The function's body is not a string.");
    }
    String text = body.isTextual() ? body.textValue() : "";
    if (!result.path("isBase64Encoded").asBoolean()) {
      return new Response(status.intValue(), headers, text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return new Response(status.intValue(), headers, Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return new Malformed("The function's body is not Base64, though isBase64Encoded says so.");
    }
  }

  /** One or several values; none where the JSON is neither. */
  private static List<String> values(JsonNode value) {
    List<String> values = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      if (!each.isValueNode()) {
        return List.of();
      }
      values.add(each.asText());
    }
    return values;
  }
}
