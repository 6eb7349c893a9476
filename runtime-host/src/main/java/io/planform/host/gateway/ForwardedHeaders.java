package io.planform.host.gateway;

import io.planform.host.server.Request;
import io.planform.host.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers that a proxy passes on, and those that it adds. */
final class ForwardedHeaders {
  /** Headers of one connection, which end at a proxy (RFC 9110, 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");

  private static final Map<String, String> USUAL_PORTS = Map.of("http", "80", "https", "443");

  private ForwardedHeaders() {}

  /**
   * @param scheme by which the request came
   * @param id of the call
   */
  static Map<String, List<String>> of(Request request, String scheme, String id) {
    Map<String, List<String>> headers = new HashMap<>(endToEnd(request.headers()));
    Trace.current().headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("x-request-id", List.of(id));
    headers.put("x-real-ip", List.of(request.remote()));
    headers.put("x-forwarded-for", List.of(request.remote()));
    headers.put("x-forwarded-proto", List.of(scheme));
    String host = request.header("host").orElse("");
    int colon = host.lastIndexOf(':');
    headers.put("x-forwarded-host", List.of(host));
    headers.put(
        "x-forwarded-port",
        List.of(
            colon > host.lastIndexOf(']')
                ? host.substring(colon + 1)
                : USUAL_PORTS.getOrDefault(scheme, "")));
    return headers;
  }

  /** Without those of one connection. */
  static Map<String, List<String>> endToEnd(Map<String, List<String>> headers) {
    Map<String, List<String>> kept = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            kept.put(name, values);
          }
        });
    return kept;
  }
}
