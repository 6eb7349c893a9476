package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param path below the endpoint, percent-encoded
 * @param query percent-encoded; empty where there is none
 * @param headers besides those that every request has
 * @param secrets what a message about the request may not repeat
 * @param file whose content is sent in the place of the body; null for none
 */
public record ApiRequest(
    String method,
    String path,
    String query,
    byte[] body,
    Map<String, String> headers,
    List<String> secrets,
    @Nullable Path file) {

  public ApiRequest {
    headers = new TreeMap<>(headers);
  }

  public static ApiRequest of(String method, String path) {
    return new ApiRequest(method, path, "", new byte[0], Map.of(), List.of(), null);
  }

  public ApiRequest withBody(JsonNode json) {
    return withBody(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  public ApiRequest withBody(byte[] bytes) {
    return new ApiRequest(method, path, query, bytes, headers, secrets, file);
  }

  public ApiRequest withHeaders(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new ApiRequest(method, path, query, body, all, secrets, file);
  }

  public ApiRequest hiding(List<String> more) {
    return new ApiRequest(method, path, query, body, headers, List.copyOf(more), file);
  }

  public ApiRequest withQuery(String text) {
    return new ApiRequest(method, path, text, body, headers, secrets, file);
  }

  public ApiRequest withFile(Path content) {
    return new ApiRequest(method, path, query, body, headers, secrets, content);
  }

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Without the body, which may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
