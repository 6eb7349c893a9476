package io.planform.host.gateway;

import io.planform.host.server.Encoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a request in the form in which an event has them. */
final class EventParts {
  private EventParts() {}

  static String decodedPath(String path) {
    return "/" + String.join("/", Encoding.segments(path));
  }

  /** An event has one value for each name: the last. */
  static Map<String, String> singleValues(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Encoding.query(query).forEach((name, values) -> parameters.put(name, values.getLast()));
    return parameters;
  }

  static Map<String, String> joined(Map<String, List<String>> headers) {
    Map<String, String> joined = new LinkedHashMap<>();
    headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
    return joined;
  }
}
