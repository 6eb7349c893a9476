package io.planform.planner.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of {@code src/test/resources/manifests} is a directory that is loaded; {@code
 * expected.txt} in it says what was read and what was reported. {@code -Dgoldens=update} writes it.
 */
class ManifestCasesTest {
  private static final Path CASES = Path.of("src/test/resources/manifests");

  @TestFactory
  Stream<DynamicTest> directoriesAreReadAsTheirCaseSays() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    Path golden = folder.resolve("expected.txt");
    String actual = report(folder);
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual);
  }

  private static String report(Path folder) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(folder, diagnostics);
    StringBuilder report = new StringBuilder();
    Configuration configuration = loaded.tree().root();
    configuration.variables().forEach((name, v) -> line(report, "variable " + name, v.range()));
    configuration
        .locals()
        .forEach((name, local) -> expression(report, "local " + name, local.value()));
    configuration
        .outputs()
        .forEach((name, output) -> expression(report, "output " + name, output.value()));
    configuration
        .providers()
        .forEach((name, provider) -> body(report, "provider " + name, provider.body(), ""));
    configuration.resources().forEach((key, resource) -> body(report, key, resource.body(), ""));
    for (Diagnostic diagnostic : diagnostics.toList()) {
      diagnostic(report, diagnostic, loaded.sources());
    }
    return report.toString();
  }

  private static void body(StringBuilder report, String name, Body body, String indent) {
    line(report, indent + name, body.range());
    body.arguments()
        .forEach((key, one) -> expression(report, indent + "  " + key, one.expression()));
    body.blocks().forEach(block -> body(report, block.type(), block.body(), indent + "  "));
  }

  private static void expression(StringBuilder report, String name, Expression expression) {
    String references =
        expression.references().isEmpty()
            ? ""
            : " refers to "
                + String.join(
                    ", ",
                    expression.references().stream()
                        .map(one -> one.root() + "+" + one.steps().size() + " " + at(one.range()))
                        .toList());
    report
        .append(name)
        .append(" = ")
        .append(at(expression.range()))
        .append(references)
        .append('\n');
  }

  private static void line(StringBuilder report, String what, SourceRange range) {
    report.append(what).append(' ').append(range.file()).append(':').append(at(range)).append('\n');
  }

  private static String at(SourceRange range) {
    return at(range.start()) + "-" + at(range.end());
  }

  private static String at(SourcePosition position) {
    return position.line() + ":" + position.column();
  }

  private static void diagnostic(
      StringBuilder report, Diagnostic diagnostic, Map<String, SourceText> sources) {
    SourceRange range = diagnostic.range();
    report.append(diagnostic.severity()).append(' ');
    if (range != null) {
      report.append(range.file()).append(':').append(at(range)).append(' ');
    }
    report.append(diagnostic.summary()).append(": ").append(diagnostic.detail()).append('\n');
    if (range != null) {
      report
          .append("  | ")
          .append(sources.get(range.file()).line(range.start().line()))
          .append('\n');
    }
  }
}
