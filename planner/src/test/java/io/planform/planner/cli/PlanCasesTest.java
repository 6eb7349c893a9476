package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * What is planned from one state to the next, in files of {@link PlanCase}, against what Terraform
 * 1.11.4 says of the same. Names of cases end in "(differs)" where we mean to say something else.
 * {@code -Dgoldens=update} writes our outcomes, and Terraform's where a case has none yet.
 */
class PlanCasesTest {
  private static final Path CASES = Path.of("src/test/resources/plan-cases");
  private static final String DIFFERS = "(differs)";

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicContainer> isPlannedAsTerraformPlansIt() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream().map(this::container);
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
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        for (PlanCase one : PlanCase.read(file)) {
          tests.add(
              DynamicTest.dynamicTest(
                  one.name(), () -> assertEquals(one.terraform(), terraform(one))));
        }
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
        outcome.append(step.title()).append(tool.say(step.arguments()));
      } else {
        step.write(workspace);
      }
    }
    return outcome.toString();
  }

  private String ours(PlanCase one) throws IOException {
    Path workspace = Files.createTempDirectory(directory, "ours");
    ShellFixture shell =
        new ShellFixture(
            workspace,
            Map.of(),
            List.of(new PlanCommand(), ApplyCommand.apply(), ApplyCommand.destroy()));
    return outcome(
        one,
        workspace,
        arguments -> {
          int code = shell.run(complete(arguments).toArray(String[]::new));
          return result(code, PlanWords.of(shell.out(), shell.err()));
        });
  }

  private String terraform(PlanCase one) throws IOException {
    Path workspace = Files.createTempDirectory(directory, "terraform");
    return outcome(one, workspace, arguments -> terraform(workspace, arguments));
  }

  private static String terraform(Path workspace, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(complete(arguments));
    command.add("-no-color");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder
        .environment()
        .putAll(Map.of("TF_CLI_CONFIG_FILE", "/dev/null", "CHECKPOINT_DISABLE", "1"));
    if (!Files.exists(workspace.resolve(".terraform"))) {
      Files.createDirectories(workspace.resolve(".terraform"));
      String _ = terraform(workspace, List.of("init"));
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return result(process.waitFor(), PlanWords.of(said, ""));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static List<String> complete(List<String> arguments) {
    List<String> complete = new ArrayList<>(arguments);
    switch (arguments.getFirst()) {
      case "plan" -> complete.add("-detailed-exitcode");
      case "apply", "destroy" -> complete.add("-auto-approve");
      default -> {}
    }
    return complete;
  }

  /** Of an apply only how it ended. */
  private static String result(int code, String words) {
    String how = code == 0 ? "" : code == 2 ? " => changes" : " => failed";
    return how + "\n" + words;
  }
}
