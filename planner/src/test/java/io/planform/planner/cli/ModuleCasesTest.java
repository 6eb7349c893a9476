package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code /modules} is a root module with those it calls. {@code terraform.txt} is
 * what Terraform 1.11.4 plans of it, or where it sees errors; {@code planform.txt}, where errors
 * are, what we say of them. {@code -Dgoldens=update} writes the latter, and where {@code terraform}
 * is on the PATH the former.
 */
class ModuleCasesTest {
  private static final Path CASES = Path.of("src/test/resources/modules");
  private static final Pattern PLACE = Pattern.compile("(?m)^  on (\\S+?)(?: line |:)(\\d+)");

  @TempDir Path directory;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPlannedAsTerraformPlansIt(String name) throws IOException {
    Path workspace = workspace(name);
    ShellFixture shell = new ShellFixture(workspace, Map.of(), List.of(new PlanCommand()));
    boolean planned = shell.run("plan") == ExitCode.DONE;
    if (!planned) {
      Path golden = CASES.resolve(name).resolve("planform.txt");
      if ("update".equals(System.getProperty("goldens"))) {
        Files.writeString(golden, shell.err());
      }
      assertEquals(Files.readString(golden), shell.err());
    }
    String theirs = Files.readString(CASES.resolve(name).resolve("terraform.txt"));
    assertEquals(theirs, planned ? actions(shell.out()) : places(shell.err()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTerraformSaysIsWhatItSaysNow(String name) throws IOException, InterruptedException {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    Path workspace = workspace(name);
    String said = terraform(workspace, "init");
    if (!said.contains("Error:")) {
      said = terraform(workspace, "plan");
    }
    String now = said.contains("Error:") ? places(said) : actions(said);
    Path golden = CASES.resolve(name).resolve("terraform.txt");
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, now);
    }
    assertEquals(Files.readString(golden), now);
  }

  private Path workspace(String name) throws IOException {
    Path from = CASES.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(file -> file.toString().endsWith(".tf"))
          .forEach(
              file -> {
                try {
                  Path to = directory.resolve(from.relativize(file).toString());
                  Files.createDirectories(to.getParent());
                  Files.copy(file, to);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return directory.resolve("root");
  }

  private static String terraform(Path workspace, String command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("terraform", command, "-no-color")
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Without what is said about the plan. */
  private static String actions(String plan) {
    int start = plan.indexOf("will perform the following actions:");
    int outputs = plan.indexOf("Changes to Outputs:");
    int from = start >= 0 ? plan.indexOf('\n', start) : outputs;
    int end = plan.indexOf("\n─");
    return from < 0
        ? "No changes.\n"
        : plan.substring(from, end < 0 ? plan.length() : end).strip() + "\n";
  }

  /** File and line of each error, without repetitions. */
  private static String places(String said) {
    return PLACE
        .matcher(said)
        .results()
        .map((MatchResult place) -> place.group(1) + ":" + place.group(2) + "\n")
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }
}
