package io.planform.planner.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.render.text.ConsoleText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code src/test/resources/functions}: a line with an expression, then after {@code
 * =>} the lines that the console of Terraform 1.11.4 prints for it, or after {@code !!} the summary
 * of its error. {@code -Dgoldens=terraform} writes them anew with the {@code terraform} on the
 * PATH.
 */
class FunctionCasesTest {
  private static final Path CASES = Path.of("src/test/resources/functions");
  private static final Path MODULE = CASES.resolve("module");

  private record Case(String file, int line, String expression, String expected) {}

  @TestFactory
  Stream<DynamicTest> functionsGiveWhatTerraformGives() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
        List<Case> read = cases(file);
        if ("terraform".equals(System.getProperty("goldens"))) {
          write(file, read);
        }
        cases.addAll(read);
      }
    }
    Scope scope = new CaseScope(locals());
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.file() + ":" + one.line() + " " + one.expression(),
                    () -> assertEquals(one.expected(), outcome(one.expression(), scope))));
  }

  private static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int at = 0;
    while (at < lines.size()) {
      String expression = lines.get(at++);
      int line = at;
      List<String> expected = new ArrayList<>();
      while (at < lines.size() && lines.get(at).matches("(=>|!!)( .*)?")) {
        expected.add(lines.get(at++));
      }
      if (!expression.isBlank() && !expression.startsWith("//")) {
        cases.add(
            new Case(file.getFileName().toString(), line, expression, String.join("\n", expected)));
      }
    }
    return cases;
  }

  private static void write(Path file, List<Case> cases) throws IOException {
    StringBuilder text = new StringBuilder("// Results of Terraform 1.11.4.\n");
    for (Case one : cases) {
      text.append(one.expression()).append('\n');
      text.append(TerraformConsole.answer(MODULE, one.expression())).append('\n');
    }
    Files.writeString(file, text);
  }

  private static String outcome(String text, Scope scope) {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("case", text + "\n");
    Expression expression = ExpressionParser.parse(source.text(), source, diagnostics);
    Value value = expression.evaluate(scope, diagnostics);
    for (Diagnostic diagnostic : diagnostics.toList()) {
      if (diagnostic.isError()) {
        return "!! " + diagnostic.summary();
      }
    }
    return "=> " + ConsoleText.of(value).replace("\n", "\n=> ");
  }

  /** What {@code locals} of the module beside the cases says. */
  private static Value locals() throws IOException {
    SequencedMap<String, Value> locals = new LinkedHashMap<>();
    Value text = new Value.Unknown(Type.STRING);
    locals.put("text", text);
    locals.put("number", new Value.Unknown(Type.NUMBER));
    locals.put("truth", new Value.Unknown(Type.BOOL));
    locals.put("any", new Value.Unknown(Type.DYNAMIC));
    locals.put("texts", new Value.ListOf(Type.STRING, List.of(text, Value.of("b"))));
    locals.put("secret", Value.of("pw").marked(Marks.SENSITIVE));
    locals.put("template", Value.of("hello ${name}"));
    locals.put("broken", Value.of("hello ${"));
    locals.put("loop", Value.of("%{ for x in xs ~}[${x}]%{ endfor ~}"));
    locals.put("key", Value.of(Files.readString(MODULE.resolve("key.pem"))));
    return new Value.Obj(locals);
  }

  private record CaseScope(Value locals) implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      if (reference.root().equals("local")
          && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)
          && !((Value.Obj) locals).values().containsKey(name)) {
        diagnostics.add(
            Diagnostic.error("Reference to undeclared local value", name, reference.range()));
        return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
      }
      return new Resolved(locals, 0);
    }

    @Override
    public Path baseDirectory() {
      return MODULE;
    }

    @Override
    public Instant planTime() {
      return Instant.parse("2026-01-02T03:04:05Z");
    }

    @Override
    public boolean isPlanning() {
      return false;
    }
  }
}
