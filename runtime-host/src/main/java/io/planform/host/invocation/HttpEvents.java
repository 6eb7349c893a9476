package io.planform.host.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * APIG events for HTTP functions that are called through the API, as the user guide tests them
 * (section 2.4): the event becomes a request, and the answer an object with {@code statusCode}.
 */
final class HttpEvents {
  private HttpEvents() {}

  static Invocation.HttpRequest request(String requestId, JsonNode event) {
    JsonNode method = event.path("httpMethod");
    JsonNode path = event.path("path");
    if (!method.isTextual() || !path.isTextual() || !path.textValue().startsWith("/")) {
      throw new ApiException(
          FgsError.FSS_0400,
          "An HTTP function takes an APIG event: an object with httpMethod, path, headers, queryStringParameters, body and isBase64Encoded.");
    }
    return new Invocation.HttpRequest(
        requestId,
        method.textValue(),
        path.textValue() + query(event.path("queryStringParameters")),
        headers(event.path("headers")),
        body(event));
  }

  static ObjectNode answer(Invocation.HttpAnswer answer) {
    ObjectNode document = head(answer.status(), answer.headers());
    document.put("body", Base64.getEncoder().encodeToString(answer.body()));
    return document;
  }

  /** The same object around a body that streams: it comes last. */
  static AnswerRelay.Frame frame(AnswerRelay.Head head) {
    String document = head(head.status(), head.headers()).toString();
    String start = document.substring(0, document.length() - 1) + ",\"body\":\"";
    return caller -> {
      caller.write(start.getBytes(StandardCharsets.UTF_8));
      var document64 = Base64.getEncoder().wrap(new AnswerRelay.OpenStream(caller));
      return new AnswerRelay.OpenStream(document64) {
        @Override
        public void close() throws IOException {
          out.close();
          caller.write("\"}".getBytes(StandardCharsets.UTF_8));
        }
      };
    };
  }

  private static ObjectNode head(int status, Map<String, List<String>> fields) {
    ObjectNode document = Json.object();
    ObjectNode headers = document.putObject("headers");
    fields.forEach(
        (name, values) -> {
          ArrayNode list = headers.putArray(name);
          values.forEach(list::add);
        });
    document.put("statusCode", status);
    document.put("isBase64Encoded", true);
    return document;
  }

  private static String query(JsonNode parameters) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      query.add(encode(parameter.getKey()) + "=" + encode(parameter.getValue().asText()));
    }
    return query.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, List<String>> headers(JsonNode headers) {
    Map<String, List<String>> result = new HashMap<>();
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      result.put(header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue().asText()));
    }
    return result;
  }

  private static byte[] body(JsonNode event) {
    String body = event.path("body").asText("");
    if (!event.path("isBase64Encoded").asBoolean()) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new ApiException(FgsError.FSS_0400, "The event's body is not Base64.");
    }
  }
}
