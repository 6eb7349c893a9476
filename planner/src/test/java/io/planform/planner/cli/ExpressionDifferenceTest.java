package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated expressions give the same as in the real {@code terraform console}, where that is on
 * the PATH. {@code -Dexpressions=N} tries more of them than the build does, {@code -Dseed=N}
 * others.
 */
class ExpressionDifferenceTest {
  private static final Path CONFIGURATION = Path.of("src/test/resources/console");

  private static final String ERROR = "an error";

  @TempDir Path home;

  @Test
  void generatedExpressionsGiveWhatTerraformGives() throws IOException {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    List<String> expressions =
        new GeneratedExpressions(Long.getLong("seed", 1))
            .next(Integer.getInteger("expressions", 40));
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> actual = new LinkedHashMap<>();
    try (TerraformConsole terraform = TerraformConsole.in(CONFIGURATION)) {
      Map<Integer, String> theirs = terraform.answers(expressions);
      Map<Integer, String> ours = ours(expressions);
      for (int i = 0; i < expressions.size(); i++) {
        expected.put(expressions.get(i), theirs.getOrDefault(i, ERROR));
        actual.put(expressions.get(i), ours.getOrDefault(i, ERROR));
      }
    }
    actual.entrySet().removeIf(one -> expected.remove(one.getKey(), one.getValue()));
    assertEquals(lines(expected), lines(actual));
  }

  private static String lines(Map<String, String> answers) {
    StringBuilder text = new StringBuilder();
    answers.forEach((expression, answer) -> text.append(expression + "\n" + answer + "\n"));
    return text.toString();
  }

  private Map<Integer, String> ours(List<String> expressions) {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < expressions.size(); i++) {
      input.append("[\"#" + i + "\", (" + expressions.get(i) + ")]\n");
    }
    ShellFixture shell =
        new ShellFixture(
            CONFIGURATION.toAbsolutePath(),
            Map.of("HOME", home.toString(), "PLANFORM_HOME", home.toString()),
            Main.commands());
    int _ = shell.answering(input.toString(), false, "console");
    return TerraformConsole.numbered(shell.out());
  }
}
