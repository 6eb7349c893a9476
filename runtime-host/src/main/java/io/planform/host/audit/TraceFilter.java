package io.planform.host.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Encoding;
import io.planform.host.server.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which traces are wanted: the guide's search criteria (section 13.2), named as CTS's API does.
 *
 * @param from earliest time in milliseconds since 1970
 * @param to latest
 * @param changes whether traces of calls that only read are left out: ours, CTS has no such
 *     parameter
 * @param fields what the trace's fields must be
 */
record TraceFilter(long from, long to, boolean changes, Map<String, String> fields) {
  private static final Set<String> FIELDS =
      Set.of(
          "trace_id",
          "trace_name",
          "trace_rating",
          "service_type",
          "resource_type",
          "resource_id",
          "resource_name",
          "user");
  private static final Set<String> OTHERS =
      Set.of("trace_type", "limit", "next", "from", "to", "changes");

  /** CTS's name of what is recorded here; data traces are of object storage. */
  private static final String SYSTEM = "system";

  /**
   * @throws ApiException for parameters that would be ignored otherwise
   */
  static TraceFilter of(Request request) {
    Set<String> unknown = new TreeSet<>(Encoding.query(request.query()).keySet());
    unknown.removeAll(FIELDS);
    unknown.removeAll(OTHERS);
    if (!unknown.isEmpty()) {
      throw ApiException.invalid("Traces cannot be searched by " + unknown + ".");
    }
    if (!request.argument("trace_type").orElse(SYSTEM).equals(SYSTEM)) {
      throw ApiException.invalid("There are traces of trace_type system only.");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : FIELDS) {
      request
          .argument(name)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> fields.put(name, text));
    }
    return new TraceFilter(
        number(request, "from", 0),
        number(request, "to", Long.MAX_VALUE),
        request.argument("changes").orElse("false").equals("true"),
        fields);
  }

  static long number(Request request, String name, long otherwise) {
    try {
      return request
          .argument(name)
          .filter(text -> !text.isEmpty())
          .map(Long::parseLong)
          .orElse(otherwise);
    } catch (NumberFormatException e) {
      throw ApiException.invalid("The parameter %s must be a number.".formatted(name));
    }
  }

  /** No earlier than a time. */
  TraceFilter since(long earliest) {
    return new TraceFilter(Math.max(from, earliest), to, changes, fields);
  }

  boolean matches(JsonNode trace) {
    long time = trace.path("time").asLong();
    return time >= from
        && time <= to
        && (!changes || isChange(trace))
        && fields.entrySet().stream()
            .allMatch(field -> values(trace, field.getKey()).contains(field.getValue()));
  }

  private static boolean isChange(JsonNode trace) {
    return trace.path("trace_rating").asText().equals("normal")
        && Events.of(trace.path("operation").asText()).isPresent();
  }

  /** Of a user, the name and the id. */
  private static List<String> values(JsonNode trace, String field) {
    return field.equals("user")
        ? List.of(trace.at("/user/name").asText(), trace.at("/user/id").asText())
        : List.of(trace.path(field).asText());
  }
}
