package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code /graphs} is a root module with those it calls. {@code terraform.dot} is the
 * graph that Terraform 1.11.4 prints of it, comments left out; the other files are what we print.
 * {@code -Dgoldens=update} writes the latter.
 */
class GraphCasesTest {
  private static final Path CASES = Path.of("src/test/resources/graphs");

  @TempDir Path empty;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGraphIsTerraforms(String name) throws IOException {
    ShellFixture shell = shell(CASES.resolve(name));
    assertEquals(ExitCode.DONE, shell.run("graph"), shell.err());
    assertEquals(
        Files.readString(CASES.resolve(name).resolve("terraform.dot")),
        withoutComments(shell.out()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherFormatsAndTheProvidersAreAsBefore(String name) throws IOException {
    check(name, "graph.mermaid", "graph", "-format=mermaid");
    check(name, "graph.json", "graph", "-format", "json");
    check(name, "providers.txt", "providers");
    check(name, "modules.txt", "get");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTerraformPrintsIsWhatItPrintsNow(String name) throws IOException, InterruptedException {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    Path copy = empty.resolve(name);
    try (Stream<Path> files = Files.walk(CASES.resolve(name))) {
      for (Path file : files.filter(file -> file.toString().endsWith("main.tf")).toList()) {
        Path to = copy.resolve(CASES.resolve(name).relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    terraform(copy, "get");
    assertEquals(
        Files.readString(CASES.resolve(name).resolve("terraform.dot")),
        withoutComments(terraform(copy, "graph")));
  }

  @Test
  void refusesAnotherFormat() {
    ShellFixture shell = shell(empty);
    assertEquals(ExitCode.ERROR, shell.run("graph", "-format=svg", "-type=plan"));
    assertEquals(
        List.of("Error: Not supported yet: -type", "Error: Invalid -format"),
        shell.err().lines().filter(line -> line.startsWith("Error")).toList());
  }

  @Test
  void aDirectoryWithoutManifestsIsAnError() {
    ShellFixture shell = shell(empty);
    for (String command : List.of("graph", "providers", "get")) {
      assertEquals(ExitCode.ERROR, shell.run(command), command);
    }
  }

  private static ShellFixture shell(Path directory) {
    return new ShellFixture(
        directory, Map.of(), List.of(new GraphCommand(), new ProvidersCommand(), new GetCommand()));
  }

  private static void check(String name, String file, String... command) throws IOException {
    ShellFixture shell = shell(CASES.resolve(name));
    assertEquals(ExitCode.DONE, shell.run(command), shell.err());
    Path golden = CASES.resolve(name).resolve(file);
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, shell.out());
    }
    assertEquals(Files.readString(golden), shell.out());
  }

  private static String withoutComments(String graph) {
    return graph.replaceAll("(?m)^ */\\*.*\\*/\n", "");
  }

  private static String terraform(Path directory, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("terraform", command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
