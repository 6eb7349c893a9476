package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.manifest.SyntaxCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Root modules that are wrong, or that only look so, in files of {@link SyntaxCase}. An outcome is
 * the command that refuses the module, {@code validate} or {@code plan}, with its errors; or {@code
 * planned}. What Terraform 1.11.4 refuses we refuse, with the same command or an earlier one, and
 * on the lines that it names; names of cases end in "(elsewhere)" where other lines tell more, and
 * in "(stricter)" where we refuse what Terraform ignores. {@code -Dgoldens=update} writes our
 * outcomes, and Terraform's where a case has none yet.
 */
class RefusalCasesTest {
  private static final Path CASES = Path.of("src/test/resources/refusals");
  private static final String ELSEWHERE = "(elsewhere)";
  private static final String STRICTER = "(stricter)";
  private static final List<String> STEPS = List.of("validate", "plan", "planned");
  private static final Pattern ERROR =
      Pattern.compile("Error: (.*)\n\n(?:  on (\\S+):\n.*\n.*\n\n)?(.*(?:\n\nHint: .*)?)");
  private static final Pattern PLACE = Pattern.compile("(?m)^!! (\\S+:\\d+):\\d+ ");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicContainer> whatTerraformRefusesIsRefused() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream().map(this::container);
    }
  }

  private DynamicContainer container(Path file) {
    try {
      List<SyntaxCase> cases = SyntaxCase.read(file);
      if ("update".equals(System.getProperty("goldens"))) {
        List<SyntaxCase> updated = new ArrayList<>();
        for (SyntaxCase one : cases) {
          String theirs = one.terraform();
          updated.add(one.with(theirs.isEmpty() ? Oracle.outcome(module(one)) : theirs, ours(one)));
        }
        cases = updated;
        Files.writeString(file, cases.stream().map(SyntaxCase::text).collect(Collectors.joining()));
      }
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one))));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void check(SyntaxCase one) throws IOException {
    String actual = ours(one);
    assertEquals(one.planform(), actual);
    if (one.name().endsWith(STRICTER)) {
      assertEquals("planned", command(one.terraform()));
      assertNotEquals("planned", command(actual));
      return;
    }
    assertEquals(command(one.terraform()).equals("planned"), command(actual).equals("planned"));
    if (!one.name().endsWith(ELSEWHERE)) {
      assertTrue(STEPS.indexOf(command(actual)) <= STEPS.indexOf(command(one.terraform())), actual);
      String theirs = places(one.terraform());
      assertEquals(theirs, theirs.isEmpty() ? "" : places(actual));
    }
  }

  private Path module(SyntaxCase one) throws IOException {
    Path module = Files.createTempDirectory(directory, "case");
    one.write(module);
    return module;
  }

  private String ours(SyntaxCase one) throws IOException {
    ShellFixture shell =
        new ShellFixture(module(one), Map.of(), List.of(new ValidateCommand(), new PlanCommand()));
    for (String command : List.of("validate", "plan")) {
      if (shell.run(command) != ExitCode.DONE) {
        return command + "\n" + errors(shell.err());
      }
    }
    return "planned\n";
  }

  private static String errors(String printed) {
    StringBuilder errors = new StringBuilder();
    for (Matcher error = ERROR.matcher(printed); error.find(); ) {
      errors.append("!! ");
      if (error.group(2) != null) {
        errors.append(error.group(2)).append(' ');
      }
      errors.append(error.group(1)).append(": ");
      errors.append(error.group(3).replaceAll("\n\n(Hint: .*)", " ($1)")).append('\n');
    }
    return errors.toString();
  }

  private static String command(String outcome) {
    return outcome.lines().findFirst().orElse("");
  }

  private static String places(String outcome) {
    return PLACE
        .matcher(outcome)
        .results()
        .map((MatchResult place) -> place.group(1) + "\n")
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }
}
