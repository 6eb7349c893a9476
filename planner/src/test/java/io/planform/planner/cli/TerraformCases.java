package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands say, in files of {@link PlanCase}, against what Terraform 1.11.4 says of the same.
 * Names of cases end in "(differs)" where we mean to say something else. {@code -Dgoldens=update}
 * writes our outcomes, and Terraform's where a case has none yet.
 */
abstract class TerraformCases {
  private static final String DIFFERS = "(differs)";

  @TempDir Path directory;

  /** The folder of the files. */
  abstract Path cases();

  /** The command as both programs get it. */
  abstract List<String> complete(List<String> arguments);

  /** What of an answer is compared. */
  abstract String words(int code, String out, String err);

  @TestFactory
  Stream<DynamicContainer> sayWhatTerraformSays() throws IOException {
    return files().stream().map(this::container);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cases())) {
      return files.sorted().toList();
    }
  }

  private DynamicContainer container(Path file) {
    try {
      List<PlanCase> cases = PlanCase.read(file);
      if ("update".equals(System.getProperty("goldens"))) {
        List<PlanCase> updated = new ArrayList<>();
        for (PlanCase one : cases) {
          String theirs = one.terraform().isEmpty() ? terraform(one) : one.terraform();
          updated.add(one.with(theirs, ours(one)));
        }
        cases = updated;
        Files.writeString(file, cases.stream().map(PlanCase::text).collect(Collectors.joining()));
      }
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void check(PlanCase one) throws IOException {
    assertEquals(one.ours(), ours(one));
    assertTrue(one.planform().isEmpty() || one.name().endsWith(DIFFERS), "not as Terraform");
  }

  @TestFactory
  Stream<DynamicTest> whatTerraformSaidItSays() throws IOException {
    assumeTrue(
        TerraformConsole.isThere() && System.getProperty("oracle") != null,
        "compared again with -Doracle where there is a terraform on the PATH");
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      for (PlanCase one : PlanCase.read(file)) {
        tests.add(
            DynamicTest.dynamicTest(
                one.name(), () -> assertEquals(one.terraform(), terraform(one))));
      }
    }
    return tests.stream();
  }

  private interface Tool {
    String say(List<String> arguments) throws IOException;
  }

  private String outcome(PlanCase one, Path workspace, Tool tool) throws IOException {
    StringBuilder outcome = new StringBuilder();
    for (PlanCase.Step step : one.steps()) {
      if (step.isCommand()) {
        outcome.append(step.title()).append(tool.say(complete(step.arguments())));
      } else {
        step.write(workspace);
      }
    }
    return outcome.toString();
  }

  private String ours(PlanCase one) throws IOException {
    Path workspace = Files.createTempDirectory(directory, "ours");
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory.resolve("home").toString());
    ShellFixture shell = new ShellFixture(workspace, environment, Main.commands());
    return outcome(
        one,
        workspace,
        arguments -> {
          int code = shell.run(arguments.toArray(String[]::new));
          return words(code, shell.out(), shell.err());
        });
  }

  private String terraform(PlanCase one) throws IOException {
    Path workspace = Files.createTempDirectory(directory, "terraform");
    return outcome(one, workspace, arguments -> terraform(workspace, arguments));
  }

  private String terraform(Path workspace, List<String> arguments) throws IOException {
    try {
      if (!Files.exists(workspace.resolve(".terraform"))) {
        Files.createDirectories(workspace.resolve(".terraform"));
        String _ = Oracle.run(workspace, "init");
      }
      Oracle.Said said = Oracle.ask(workspace, arguments.toArray(String[]::new));
      return words(said.code(), said.text(), "");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
