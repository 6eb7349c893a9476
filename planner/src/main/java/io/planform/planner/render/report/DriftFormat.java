package io.planform.planner.render.report;

import io.planform.planner.drift.DriftReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report of drift as a document. */
public enum DriftFormat {
  /** For a pull request or an issue. */
  MARKDOWN,
  /** One file that needs no other. */
  HTML,
  /** For Prometheus' node exporter, as a text file. */
  METRICS;

  /** By its name on the command line. */
  public static Optional<DriftFormat> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  public String render(DriftReport report) {
    return switch (this) {
      case MARKDOWN -> new DriftMarkdown().render(report);
      case HTML -> new DriftHtml().render(report);
      case METRICS -> DriftMetrics.render(report);
    };
  }
}
