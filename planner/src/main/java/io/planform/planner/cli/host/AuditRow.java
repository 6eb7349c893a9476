package io.planform.planner.cli.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A call of the audit trail in one row. */
record AuditRow(
    String time,
    String user,
    String from,
    String event,
    String status,
    String code,
    String resourceType,
    String resource,
    String error,
    String before,
    String after) {
  private static final List<String> TITLES =
      List.of(
          "Time",
          "Operator",
          "Source IP",
          "Trace Name",
          "Trace Status",
          "Code",
          "Resource Type",
          "Resource ID",
          "Message",
          "Before",
          "After");

  /** What spreadsheets take for the begin of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  /**
   * @param trace as the host's API tells it
   */
  static AuditRow of(JsonNode trace) {
    String name = trace.at("/user/name").asText();
    String claimed = trace.at("/user/access_key_id").asText();
    return new AuditRow(
        Instant.ofEpochMilli(trace.path("time").asLong()).toString(),
        name.isEmpty() ? claimed : name,
        trace.path("source_ip").asText(),
        trace.path("trace_name").asText(),
        trace.path("trace_rating").asText(),
        trace.path("code").asText(),
        trace.path("resource_type").asText(),
        trace.path("resource_id").asText(),
        trace.path("message").asText(),
        document(trace, "before"),
        document(trace, "after"));
  }

  private static String document(JsonNode trace, String name) {
    return trace.has(name) ? trace.path(name).toString() : "";
  }

  static String csvHeader() {
    return record(TITLES);
  }

  /** Ended by a line break, as RFC 4180 says. */
  String csv() {
    return record(
        List.of(
            time, user, from, event, status, code, resourceType, resource, error, before, after));
  }

  /** For people. */
  String line() {
    return "%-24s  %-12s  %-15s  %s %-28s  %s"
        .formatted(time, user, from, code, event, resource)
        .stripTrailing();
  }

  private static String record(List<String> cells) {
    return cells.stream().map(AuditRow::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
