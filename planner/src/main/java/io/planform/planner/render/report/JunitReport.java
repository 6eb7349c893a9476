package io.planform.planner.render.report;

import io.planform.planner.render.DiagnosticRenderer;
import io.planform.planner.render.SourceLines;
import io.planform.planner.render.text.Palette;
import io.planform.planner.test.FileResult;
import io.planform.planner.test.RunResult;
import io.planform.planner.test.Status;
import io.planform.planner.test.SuiteResult;
import io.planform.spi.diagnostic.Diagnostic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The results of tests as JUnit's XML, in the form that Terraform writes. */
public final class JunitReport {
  private final DiagnosticRenderer diagnostics;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param sources that source lines are shown of
   */
  public JunitReport(SourceLines sources) {
    this.diagnostics = new DiagnosticRenderer(sources, Palette.PLAIN);
  }

  public String render(SuiteResult suite) {
    text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites>\n");
    suite.files().forEach(this::file);
    return text.append("</testsuites>").toString();
  }

  private void file(FileResult file) {
    text.append("  <testsuite")
        .append(attribute("name", file.file().name()))
        .append(attribute("tests", Integer.toString(file.runs().size())))
        .append(attribute("skipped", count(file, Status.SKIP)))
        .append(attribute("failures", count(file, Status.FAIL)))
        .append(attribute("errors", count(file, Status.ERROR)))
        .append(">\n");
    file.runs().forEach(run -> run(file, run));
    if (!file.leftovers().isEmpty()) {
      String left =
          file.leftovers().stream()
              .flatMap(one -> one.objects().stream())
              .map(object -> object.address() + "\n")
              .collect(Collectors.joining());
      text.append("    <system-err>").append(data("Not destroyed:\n" + left));
      text.append("</system-err>\n");
    }
    text.append("  </testsuite>\n");
  }

  private static String count(FileResult file, Status status) {
    return Long.toString(file.runs().stream().filter(run -> run.status() == status).count());
  }

  private void run(FileResult file, RunResult run) {
    text.append("    <testcase")
        .append(attribute("name", run.run().name()))
        .append(attribute("classname", file.file().name()));
    Instant began = run.began();
    if (began != null) {
      text.append(attribute("time", seconds(run.took())))
          .append(attribute("timestamp", began.truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    text.append('>');
    switch (run.status()) {
      case PASS -> {}
      case SKIP -> skipped(run);
      case FAIL -> failure(run);
      case ERROR -> element("error", "Encountered an error", rendered(run.diagnostics()));
    }
    text.append("</testcase>\n");
  }

  private void skipped(RunResult run) {
    String blame = run.blame();
    element(
        "skipped",
        blame == null
            ? "Testcase skipped because the tests were interrupted"
            : "Testcase skipped due to a previous testcase error",
        blame == null ? "" : "The run \"" + blame + "\" of the same file ended in an error.");
  }

  private void failure(RunResult run) {
    List<Diagnostic> failed = run.diagnostics().stream().filter(Diagnostic::isError).toList();
    String messages = failed.stream().map(Diagnostic::detail).collect(Collectors.joining(", "));
    element(
        "failure",
        "%d of %d assertions failed: %s"
            .formatted(run.assertions(), run.run().assertions().size(), messages),
        rendered(failed));
  }

  private String rendered(List<Diagnostic> found) {
    return diagnostics.render(found.stream().filter(Diagnostic::isError).toList());
  }

  private void element(String name, String message, String content) {
    text.append("\n      <").append(name).append(attribute("message", message)).append('>');
    text.append(data(content)).append("</").append(name).append(">\n    ");
  }

  private static String seconds(Duration took) {
    return BigDecimal.valueOf(took.toNanos(), 9).toPlainString();
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + legal(Html.escaped(value)) + "\"";
  }

  private static String data(String content) {
    return content.isEmpty()
        ? ""
        : "<![CDATA[" + legal(content).replace("]]>", "]]]]><![CDATA[>") + "]]>";
  }

  /** Without what no document in XML can hold. */
  private static String legal(String value) {
    return value
        .codePoints()
        .map(
            character ->
                character >= 0x20 || character == '\n' || character == '\t' ? character : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
