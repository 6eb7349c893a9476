package io.planform.host.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.StreamedResponse.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer.
 *
 * @param body empty where there is content
 * @param content a body that is written while it is sent; else null
 */
public record Response(
    int status, Map<String, List<String>> headers, byte[] body, @Nullable Content content) {

  public Response(int status, Map<String, List<String>> headers, byte[] body) {
    this(status, headers, body, null);
  }

  public static Response json(int status, JsonNode document) {
    return json(status, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An answer whose body is JSON text already. */
  public static Response json(int status, byte[] document) {
    return new Response(
        status, Map.of("Content-Type", List.of("application/json; charset=utf-8")), document);
  }

  public static Response noContent() {
    return new Response(204, Map.of(), new byte[0]);
  }

  /** The body of every refused call: {@code {"error_code","error_msg"}}. */
  public static Response error(int status, String code, String message) {
    ObjectNode document = Json.object();
    document.put("error_code", code);
    document.put("error_msg", message);
    return json(status, document);
  }

  /** The same answer with one more header value. */
  public Response with(String name, String value) {
    Map<String, List<String>> extended = new LinkedHashMap<>(headers);
    List<String> values = new ArrayList<>(extended.getOrDefault(name, List.of()));
    values.add(value);
    extended.put(name, values);
    return new Response(status, extended, body, content);
  }

  /** The same head with a body that is written while it is sent. */
  public Response streaming(Content other) {
    return new Response(status, headers, new byte[0], other);
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
