package io.planform.planner.render.report;

import static io.planform.planner.render.report.Html.escaped;

import io.planform.planner.drift.Cause;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftedObject;
import io.planform.planner.render.DriftRenderer;
import io.planform.spi.provider.ChangeHistory.Change;

/** Drift as one page of HTML that loads nothing and runs nothing. */
final class DriftHtml {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1c2330;background:#fff}
      h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}h3{font:600 14px ui-monospace,monospace;overflow-wrap:anywhere}
      table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border:1px solid #d5dae1;padding:.3rem .6rem}
      td,pre{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
      pre{overflow-x:auto;background:#f6f8fa;padding:.75rem}
      .gone{border-left:6px solid #c43526;padding-left:.6rem}
      @media (prefers-color-scheme:dark){body{background:#14181f;color:#dfe5ee}pre{background:#1d232d}}
      """;

  private final StringBuilder page = new StringBuilder();

  String render(DriftReport report) {
    String summary = DriftRenderer.summary(report);
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>").append(escaped(summary)).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<h1>").append(escaped(summary)).append("</h1>\n");
    page.append("<p>Target <code>").append(escaped(report.target()));
    page.append("</code>, looked at ").append(report.at()).append("</p>\n");
    report.causes().forEach(this::cause);
    if (!report.unmanaged().isEmpty()) {
      page.append("<h2>Not managed</h2>\n");
      report
          .unmanaged()
          .forEach(
              (address, found) -> {
                page.append("<h3>").append(escaped(address + " [id=" + found.id() + "]"));
                page.append("</h3>\n<pre>").append(escaped(found.block())).append("</pre>\n");
              });
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private void cause(Cause cause) {
    page.append("<h2>").append(escaped(DriftRenderer.headline(cause))).append("</h2>\n");
    cause.objects().forEach(this::object);
  }

  private void object(DriftedObject object) {
    page.append(object.gone() ? "<h3 class=\"gone\">" : "<h3>");
    page.append(escaped(DriftRenderer.name(object) + (object.gone() ? " is gone" : "")));
    page.append("</h3>\n");
    if (!object.calls().isEmpty()) {
      page.append("<ul>\n");
      for (Change call : object.calls()) {
        page.append("<li>").append(escaped(DriftRenderer.call(call))).append("</li>\n");
      }
      page.append("</ul>\n");
    }
    if (!object.attributes().isEmpty()) {
      page.append("<table>\n<tr>");
      DriftRow.TITLES.forEach(title -> page.append("<th>").append(title).append("</th>"));
      page.append("</tr>\n");
      object.attributes().stream().map(DriftRow::of).forEach(this::row);
      page.append("</table>\n");
    }
  }

  private void row(DriftRow row) {
    page.append("<tr>");
    row.cells().forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
    page.append("</tr>\n");
  }
}
