package io.planform.planner.render.report;

import io.planform.planner.drift.Cause;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftedObject;
import io.planform.planner.plan.address.Address;
import io.planform.planner.render.DriftRenderer;
import io.planform.spi.provider.ChangeHistory.Change;
import java.util.Map;
import java.util.stream.Collectors;

/** Drift in Markdown: a table for each object, and the blocks that adopt what is not managed. */
final class DriftMarkdown {
  private final StringBuilder text = new StringBuilder();

  String render(DriftReport report) {
    text.append("### ").append(DriftRenderer.summary(report)).append("\n\n");
    text.append("Target: ").append(Markdown.code(report.target())).append('\n');
    report.causes().forEach(this::cause);
    for (Map.Entry<Address, DriftReport.Unmanaged> found : report.unmanaged().entrySet()) {
      String fence = Markdown.fence(found.getValue().block());
      text.append("\n<details><summary>Not managed: <code>")
          .append(Html.escaped(found.getKey().toString()))
          .append("</code></summary>\n\n")
          .append("To import as ")
          .append(Markdown.code(found.getValue().id()))
          .append(":\n\n");
      text.append(fence).append("hcl\n").append(found.getValue().block().stripTrailing());
      text.append('\n').append(fence).append("\n\n</details>\n");
    }
    return text.toString();
  }

  private void cause(Cause cause) {
    text.append("\n#### ").append(escaped(DriftRenderer.headline(cause))).append('\n');
    cause.objects().forEach(this::object);
  }

  private void object(DriftedObject object) {
    text.append('\n').append(Markdown.code(DriftRenderer.name(object)));
    text.append(object.gone() ? " is gone" : " has changed").append('\n');
    for (Change call : object.calls()) {
      text.append("- ").append(escaped(DriftRenderer.call(call))).append('\n');
    }
    if (object.attributes().isEmpty()) {
      return;
    }
    text.append('\n').append(row(DriftRow.TITLES.stream().collect(Collectors.joining(" | "))));
    text.append(row("---|---|---|---"));
    object.attributes().stream()
        .map(DriftRow::of)
        .map(row -> row.cells().stream().map(DriftMarkdown::cell))
        .forEach(cells -> text.append(row(cells.collect(Collectors.joining(" | ")))));
  }

  private static String row(String cells) {
    return "| " + cells + " |\n";
  }

  /** A bar ends a cell even within code. */
  private static String cell(String content) {
    return Markdown.code(content.replace("|", "\\|"));
  }

  /** Names that servers tell are text, not marks. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }
}
