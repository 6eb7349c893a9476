package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of {@code src/test/resources/console}: expressions in the scope of the configuration
 * that lies there, each with what {@code terraform console} 1.11.4 prints for it. After {@code > }
 * stands an expression, below it what is printed; {@code ! } is the summary of Terraform's error,
 * for which an error of our own is expected. With {@code -Dgoldens=update}, and terraform on the
 * PATH, Terraform is asked anew.
 */
class ConsoleCasesTest {
  private static final Path CASES = Path.of("src/test/resources/console");

  @TempDir Path home;

  record Case(int line, String expression, String expected) {}

  @TestFactory
  Stream<DynamicContainer> printsWhatTerraformPrints() throws IOException {
    List<DynamicContainer> containers = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
        if ("update".equals(System.getProperty("goldens")) && TerraformConsole.isThere()) {
          update(file);
        }
        containers.add(DynamicContainer.dynamicContainer(file.getFileName().toString(), of(file)));
      }
    }
    return containers.stream();
  }

  private Stream<DynamicTest> of(Path file) throws IOException {
    List<Case> cases = cases(Files.readAllLines(file));
    List<String> printed = printed(cases);
    return IntStream.range(0, cases.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    cases.get(i).line() + ": " + cases.get(i).expression(),
                    () -> verify(cases.get(i), printed.get(i))));
  }

  private static void verify(Case one, String printed) {
    if (one.expected().startsWith("! ")) {
      assertTrue(printed.isEmpty(), () -> "an error is expected, not " + printed);
    } else {
      assertEquals(one.expected(), printed);
    }
  }

  static List<Case> cases(List<String> lines) {
    List<Case> cases = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    String expression = null;
    int start = 0;
    for (int i = 0; i <= lines.size(); i++) {
      boolean ends = i == lines.size() || lines.get(i).startsWith("> ");
      if (ends && expression != null) {
        cases.add(new Case(start, expression, expected.toString().strip()));
        expected.setLength(0);
      }
      if (ends && i < lines.size()) {
        expression = lines.get(i).substring(2);
        start = i + 1;
      } else if (i < lines.size() && expression != null) {
        expected.append(lines.get(i)).append('\n');
      }
    }
    return cases;
  }

  /** What the console prints for each; nothing where there was an error. */
  private List<String> printed(List<Case> cases) {
    String mark = "--- next ---";
    StringBuilder input = new StringBuilder();
    for (Case one : cases) {
      input.append(one.expression()).append("\n\"").append(mark).append("\"\n");
    }
    ShellFixture shell =
        new ShellFixture(
            CASES.toAbsolutePath(),
            Map.of("HOME", home.toString(), "PLANFORM_HOME", home.toString()),
            Main.commands());
    int _ = shell.answering(input.toString(), false, "console");
    List<String> printed = new ArrayList<>();
    for (String part : shell.out().split("\"" + mark + "\"\n", -1)) {
      printed.add(part.strip());
    }
    return printed;
  }

  private static void update(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    StringBuilder text = new StringBuilder();
    lines.stream().takeWhile(line -> !line.startsWith("> ")).forEach(l -> text.append(l + "\n"));
    try (TerraformConsole terraform = TerraformConsole.in(CASES)) {
      for (Case one : cases(lines)) {
        text.append("> ").append(one.expression()).append('\n');
        text.append(terraform.answer(one.expression())).append("\n\n");
      }
    }
    Files.writeString(file, text.toString().stripTrailing() + "\n");
  }
}
