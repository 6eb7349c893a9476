package io.planform.planner.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code src/test/resources/expressions}: a line with an expression, then {@code =>}
 * with its value or {@code !!} with {@code column-column summary: detail}. A line {@code ---}
 * stands around an expression of several lines.
 */
class ExpressionCasesTest {
  private static final Path CASES = Path.of("src/test/resources/expressions");

  private record Case(String file, int line, String expression, String expected) {}

  @TestFactory
  Stream<DynamicTest> expressionsGiveWhatTheirCaseSays() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
        cases.addAll(cases(file));
      }
    }
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.file() + ":" + one.line() + " " + one.expression(),
                    () -> assertEquals(one.expected(), outcome(one.expression()))));
  }

  private static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    StringBuilder expression = new StringBuilder();
    boolean block = false;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.equals("---")) {
        block = !block;
      } else if (block) {
        expression.append(line).append('\n');
      } else if (line.startsWith("=> ") || line.startsWith("!! ")) {
        cases.add(
            new Case(file.getFileName().toString(), i + 1, expression.toString().strip(), line));
        expression.setLength(0);
      } else if (!line.isBlank() && !line.startsWith("//")) {
        expression.append(line);
      }
    }
    assertEquals("", expression.toString(), "an expression without an outcome in " + file);
    return cases;
  }

  private static String outcome(String text) {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("case", text + "\n");
    Expression expression = ExpressionParser.parse(source.text(), source, diagnostics);
    Value value = expression.evaluate(new SampleScope(), diagnostics);
    if (!diagnostics.hasErrors()) {
      return "=> " + show(value);
    }
    Diagnostic first = diagnostics.toList().getFirst();
    return "!! " + place(first.range()) + " " + first.summary() + ": " + first.detail();
  }

  private static String place(SourceRange range) {
    String start =
        range.start().line() == 1
            ? Integer.toString(range.start().column())
            : range.start().line() + ":" + range.start().column();
    return start + "-" + range.end().column();
  }

  /** A notation that shows types, marks and unknowns. */
  static String show(Value value) {
    return switch (value) {
      case Value.Marked(Value bare, _) -> "sensitive(" + show(bare) + ")";
      case Value.Unknown(Type type, Refinement refinement) ->
          "unknown("
              + Type.describe(type)
              + (refinement.prefix().isEmpty() ? "" : ", \"" + refinement.prefix() + "…\"")
              + ")";
      case Value.Null(Type type) -> "null(" + Type.describe(type) + ")";
      case Value.Str(String text) -> ValueJson.quote(text);
      case Value.Num(var number) -> number.toPlainString();
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.ListOf(Type element, var values) -> Type.describe(element) + "s" + all(values);
      case Value.SetOf(_, var values) -> "set" + all(values);
      case Value.Tuple(var values) -> all(values);
      case Value.MapOf(_, var values) -> "map" + entries(values);
      case Value.Obj(var values) -> entries(values);
    };
  }

  private static String all(List<Value> values) {
    return values.stream().map(ExpressionCasesTest::show).toList().toString();
  }

  private static String entries(Map<String, Value> values) {
    return "{"
        + String.join(
            ", ",
            values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + show(entry.getValue()))
                .toList())
        + "}";
  }
}
