package io.planform.host.instance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 message.
 *
 * @param first method or protocol version
 * @param second target or status
 * @param third protocol version or reason; may be empty
 * @param headers by lower-case name, in the order of their coming
 */
record HttpHead(String first, String second, String third, Map<String, List<String>> headers) {

  /** Header lines, each ended by a line break. */
  static String fields(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
    return lines.toString();
  }

  Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null ? Optional.empty() : Optional.of(values.getFirst());
  }

  boolean lists(String name, String token) {
    return headers.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(each -> each.strip().toLowerCase(Locale.ROOT).equals(token));
  }

  boolean chunked() {
    return lists("transfer-encoding", "chunked");
  }

  /** Whether the connection ends after this message. */
  boolean closes() {
    String version = first.startsWith("HTTP/") ? first : third;
    return lists("connection", "close")
        || (version.equals("HTTP/1.0") && !lists("connection", "keep-alive"));
  }
}
