package io.planform.planner.cli.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.provider.FunctionOperations.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a function's calls took, step by step and in all, as a table and as JSON.
 *
 * @param points those in which something was called
 * @param tellsCost whether the target tells what is billed
 */
record MetricReport(List<Point> points, Map<String, Double> total, boolean tellsCost) {
  private static final String CALLS = "%-20s %8s %8s %9s %10s %10s %10s %11s";
  private static final String COSTS = "%-20s %8s %20s %14s";

  static MetricReport of(List<Point> all) {
    List<Point> points = all.stream().filter(point -> value(point, "count") > 0).toList();
    Map<String, Double> total = new TreeMap<>();
    double runs = 0;
    double time = 0;
    for (Point point : points) {
      point.values().forEach((name, value) -> total.merge(name, value, sum(name)::apply));
      double ran = value(point, "count") - value(point, "reject_count");
      if (point.values().containsKey("duration")) {
        runs += ran;
        time += ran * value(point, "duration");
      }
    }
    if (runs > 0) {
      total.put("duration", time / runs);
    }
    boolean cost = points.isEmpty() || total.containsKey("gbs");
    return new MetricReport(points, total, cost);
  }

  @FunctionalInterface
  private interface Sum {
    double apply(double one, double other);
  }

  private static Sum sum(String name) {
    return switch (name) {
      case "min_duration" -> Math::min;
      case "max_duration", "concurrency_num", "reserved_instance_num" -> Math::max;
      default -> Double::sum;
    };
  }

  List<String> calls() {
    List<String> lines = new ArrayList<>();
    lines.add(
        CALLS.formatted(
            "TIME", "CALLS", "ERRORS", "THROTTLES", "MIN MS", "AVG MS", "MAX MS", "CONCURRENCY"));
    points.forEach(point -> lines.add(call(time(point.start()), point.values())));
    lines.add(call("total", total));
    return lines;
  }

  private static String call(String title, Map<String, Double> values) {
    return CALLS.formatted(
        title,
        whole(values, "count"),
        whole(values, "fail_count"),
        whole(values, "reject_count"),
        exact(values, "min_duration", 1),
        exact(values, "duration", 1),
        exact(values, "max_duration", 1),
        whole(values, "concurrency_num"));
  }

  List<String> costs() {
    List<String> lines = new ArrayList<>();
    lines.add(COSTS.formatted("TIME", "CALLS", "BILLING DURATION MS", "GB-SECONDS"));
    points.forEach(point -> lines.add(cost(time(point.start()), point.values())));
    lines.add(cost("total", total));
    return lines;
  }

  private static String cost(String title, Map<String, Double> values) {
    return COSTS.formatted(
        title, whole(values, "count"), whole(values, "billing_duration"), exact(values, "gbs", 6));
  }

  /** {@code {"function","points":[{"time",…}],"total":{…}}} with the API's names. */
  ObjectNode json(String urn) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("function", urn);
    ArrayNode list = document.putArray("points");
    for (Point point : points) {
      ObjectNode shown = list.addObject().put("time", point.start().toString());
      point.values().forEach(shown::put);
    }
    total.forEach(document.putObject("total")::put);
    return document;
  }

  private static double value(Point point, String name) {
    return point.values().getOrDefault(name, 0.0);
  }

  private static String whole(Map<String, Double> values, String name) {
    return Long.toString(Math.round(values.getOrDefault(name, 0.0)));
  }

  private static String exact(Map<String, Double> values, String name, int digits) {
    Double value = values.get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String time(Instant start) {
    return start.toString();
  }
}
