package io.planform.host.metric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Time lines as the API shows them: an array of {@code {timestamp, value}} for each metric. */
final class TimeLine {
  private TimeLine() {}

  static ObjectNode document(List<Statistics.Point> points) {
    ObjectNode document = Json.object();
    put(document, "count", points, Totals::requests);
    put(document, "duration", points, Totals::averageMillis);
    put(document, "fail_count", points, Totals::failures);
    put(document, "max_duration", points, Totals::longestMillis);
    put(document, "min_duration", points, Totals::shortestMillis);
    put(document, "reject_count", points, Totals::rejections);
    put(document, "function_error_count", points, Totals::functionErrors);
    put(document, "system_error_count", points, Totals::systemErrors);
    putReserved(document, "reserved_instance_num", points);
    put(document, "concurrency_num", points, Totals::concurrency);
    return document;
  }

  /** Those are there without calls too. */
  static void putReserved(ObjectNode document, String name, List<Statistics.Point> points) {
    ArrayNode values = document.putArray(name);
    for (Statistics.Point point : points) {
      boolean isKnown = point.totals() != null || point.reserved() > 0;
      values
          .addObject()
          .put("timestamp", point.start() * 1000)
          .put("value", isKnown ? (double) point.reserved() : -1);
    }
  }

  static void put(
      ObjectNode document,
      String name,
      List<Statistics.Point> points,
      ToDoubleFunction<Totals> value) {
    ArrayNode values = document.putArray(name);
    for (Statistics.Point point : points) {
      Totals totals = point.totals();
      values
          .addObject()
          .put("timestamp", point.start() * 1000)
          .put("value", totals == null ? -1 : value.applyAsDouble(totals));
    }
  }
}
