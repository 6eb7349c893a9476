package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One call.
 *
 * @param path below the endpoint, percent-encoded
 * @param query percent-encoded; empty where there is none
 * @param headers besides those that every request has
 */
public record ApiRequest(
    String method, String path, String query, byte[] body, Map<String, String> headers) {

  public ApiRequest {
    headers = new TreeMap<>(headers);
  }

  public static ApiRequest of(String method, String path) {
    return new ApiRequest(method, path, "", new byte[0], Map.of());
  }

  public ApiRequest withBody(JsonNode json) {
    return withBody(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  public ApiRequest withBody(byte[] bytes) {
    return new ApiRequest(method, path, query, bytes, headers);
  }

  public ApiRequest withQuery(SequencedMap<String, String> parameters) {
    String text =
        parameters.entrySet().stream()
            .map(
                each ->
                    PercentEncoding.encode(each.getKey())
                        + "="
                        + PercentEncoding.encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return new ApiRequest(method, path, text, body, headers);
  }

  public ApiRequest withHeaders(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new ApiRequest(method, path, query, body, all);
  }

  boolean isRead() {
    return method.equals("GET");
  }

  /** Without the body, which may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
