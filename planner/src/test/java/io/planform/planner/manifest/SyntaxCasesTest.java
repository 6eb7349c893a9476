package io.planform.planner.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.config.Configuration;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of {@code src/test/resources/syntax}: modules with what Terraform 1.11.4 and Planform
 * say about them. Both refuse the same modules, and give the same values to the others. {@code
 * -Dgoldens=update} writes both outcomes, Terraform's where it is installed.
 */
class SyntaxCasesTest {
  private static final Path CASES = Path.of("src/test/resources/syntax");

  /** Names of cases end so where our first error stands on a better line than Terraform's. */
  private static final String ELSEWHERE = "(elsewhere)";

  private static final boolean UPDATE = "update".equals(System.getProperty("goldens"));

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicContainer> modulesAreReadAsTerraformReadsThem() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream().map(this::container);
    }
  }

  private DynamicContainer container(Path file) {
    try {
      List<SyntaxCase> cases = SyntaxCase.read(file);
      if (UPDATE) {
        cases = updated(cases);
        StringBuilder text = new StringBuilder();
        cases.forEach(one -> text.append(one.text()));
        Files.writeString(file, text);
      }
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<SyntaxCase> updated(List<SyntaxCase> cases) throws IOException {
    List<SyntaxCase> updated = new ArrayList<>();
    for (SyntaxCase one : cases) {
      Path module = module(one);
      String terraform = Terraform.isInstalled() ? Terraform.outcome(module) : one.terraform();
      updated.add(one.with(terraform, outcome(module)));
    }
    return updated;
  }

  private Path module(SyntaxCase one) throws IOException {
    Path module = Files.createTempDirectory(directory, "case");
    one.write(module);
    return module;
  }

  private void check(SyntaxCase one) throws IOException {
    String actual = outcome(module(one));
    assertEquals(one.planform(), actual);
    if (one.terraform().startsWith("=>")) {
      assertEquals(one.terraform(), actual);
    } else {
      assertTrue(actual.startsWith("!!"), actual);
      if (!one.name().endsWith(ELSEWHERE) && one.terraform().startsWith("!! main.tf")) {
        assertEquals(firstPlace(one.terraform()), firstPlace(actual));
      }
    }
  }

  /** The file and line of the first error; Terraform's columns and words may differ from ours. */
  private static String firstPlace(String errors) {
    return errors.replaceAll("(?s)^!! (?:(\\S+:\\d+):\\d+ )?.*", "!! $1");
  }

  private static String outcome(Path directory) {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration = ConfigurationLoader.load(directory, diagnostics).tree().root();
    Map<String, Value> inputs =
        diagnostics.hasErrors()
            ? Map.of()
            : InputValues.resolve(
                    configuration, Map.of(), List.of(), InputValues.Prompt.NOBODY, diagnostics)
                .values();
    Value json = new Value.Null(Type.STRING);
    if (!diagnostics.hasErrors()) {
      SourceText text = new SourceText("x", "jsonencode(local.x)");
      json =
          ExpressionParser.parse(text.text(), text, diagnostics)
              .evaluate(new Names(configuration, inputs), diagnostics);
    }
    if (!diagnostics.hasErrors() && json instanceof Value.Str(String text)) {
      return "=> " + text + "\n";
    }
    StringBuilder errors = new StringBuilder();
    for (Diagnostic one : diagnostics.toList()) {
      if (one.isError()) {
        errors.append("!! ").append(place(one.range())).append(one.summary()).append(": ");
        errors.append(one.detail().replace('\n', ' ')).append('\n');
      }
    }
    return errors.toString();
  }

  private static String place(SourceRange range) {
    return range == null
        ? ""
        : range.file() + ":" + range.start().line() + ":" + range.start().column() + " ";
  }

  /** Local values and input variables. */
  private record Names(Configuration configuration, Map<String, Value> inputs) implements Scope {
    Value local(String name, Diagnostics diagnostics) {
      Configuration.Local local = configuration.locals().get(name);
      return local == null
          ? new Value.Null(Type.DYNAMIC)
          : local.value().evaluate(this, diagnostics);
    }

    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      if (!reference.steps().isEmpty()
          && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)) {
        if (reference.root().equals("local") && configuration.locals().containsKey(name)) {
          return new Resolved(local(name, diagnostics), 1);
        }
        Value input = inputs.get(name);
        if (reference.root().equals("var") && input != null) {
          return new Resolved(input, 1);
        }
      }
      diagnostics.add(
          Diagnostic.error("Invalid reference", reference.root() + ".", reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }

    @Override
    public Path baseDirectory() {
      return configuration.directory();
    }
  }
}
