package io.planform.host.bucket.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and values in one column. */
final class Details {
  private Details() {}

  static String write(Map<String, String> values) {
    ObjectNode object = Json.object();
    values.forEach(object::put);
    return object.toString();
  }

  static SortedMap<String, String> read(String column) {
    SortedMap<String, String> values = new TreeMap<>();
    try {
      Json.read(column).properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column is not ours", e);
    }
    return values;
  }
}
