package io.planform.planner.render.report;

import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftedObject;
import io.planform.planner.plan.address.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Drift as numbers in Prometheus' text format. */
final class DriftMetrics {
  private DriftMetrics() {}

  static String render(DriftReport report) {
    StringBuilder text = new StringBuilder();
    head("planform_drift_objects", "Managed objects that are not as applied.", text);
    count(report, false).forEach((type, number) -> objects(type, "changed", number, text));
    count(report, true).forEach((type, number) -> objects(type, "gone", number, text));
    head("planform_drift_unmanaged_objects", "Objects that no state owns.", text);
    byType(report.unmanaged().keySet().stream().toList())
        .forEach(
            (type, number) ->
                text.append(
                    "planform_drift_unmanaged_objects{type=\"%s\"} %d\n".formatted(type, number)));
    head("planform_drift_ignored_differences", "Differences that rules leave out.", text);
    text.append("planform_drift_ignored_differences ").append(report.ignored()).append('\n');
    head("planform_drift_detection_timestamp_seconds", "When it was looked last.", text);
    text.append("planform_drift_detection_timestamp_seconds ")
        .append(report.at().getEpochSecond())
        .append('\n');
    return text.toString();
  }

  private static void head(String name, String help, StringBuilder text) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private static void objects(String type, String state, long number, StringBuilder text) {
    text.append(
        "planform_drift_objects{type=\"%s\",state=\"%s\"} %d\n".formatted(type, state, number));
  }

  private static Map<String, Long> count(DriftReport report, boolean gone) {
    return byType(
        report.objects().stream()
            .filter(object -> object.gone() == gone)
            .map(DriftedObject::address)
            .toList());
  }

  private static Map<String, Long> byType(List<Address> addresses) {
    return addresses.stream()
        .collect(Collectors.groupingBy(Address::type, TreeMap::new, Collectors.counting()));
  }
}
