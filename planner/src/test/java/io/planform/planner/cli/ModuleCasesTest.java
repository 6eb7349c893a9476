package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
 * are, what we say of them. Where there is a folder {@code then}, the first plan is applied and the
 * files in it are laid over the root module's; {@code terraform-then.txt} is what is planned then.
 * {@code -Dgoldens=update} writes what we say, and where {@code terraform} is on the PATH what it
 * says.
 */
class ModuleCasesTest {
  private static final Path CASES = Path.of("src/test/resources/modules");
  private static final Pattern PLACE = Pattern.compile("(?m)^  on (\\S+?)(?: line |:)(\\d+)");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @TempDir Path directory;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPlannedAsTerraformPlansIt(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Path workspace = workspace(folder);
    ShellFixture shell =
        new ShellFixture(workspace, Map.of(), List.of(new PlanCommand(), ApplyCommand.apply()));
    boolean planned = shell.run("plan") == ExitCode.DONE;
    if (!planned) {
      assertGolden(folder.resolve("planform.txt"), shell.err());
    }
    String theirs = Files.readString(folder.resolve("terraform.txt"));
    assertEquals(theirs, planned ? actions(shell.out()) : places(shell.err()));
    if (hasSecondPlan(folder)) {
      assertEquals(ExitCode.DONE, shell.run("apply", "-auto-approve"), shell::err);
      copy(folder.resolve("then"), workspace);
      assertEquals(ExitCode.DONE, shell.run("plan"), shell::err);
      assertEquals(Files.readString(folder.resolve("terraform-then.txt")), actions(shell.out()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTerraformSaysIsWhatItSaysNow(String name) throws IOException, InterruptedException {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    Path folder = CASES.resolve(name);
    Path workspace = workspace(folder);
    assertGolden(folder.resolve("terraform.txt"), planOfTerraform(workspace));
    if (hasSecondPlan(folder)) {
      terraform(workspace, "apply", "-auto-approve");
      copy(folder.resolve("then"), workspace);
      assertGolden(folder.resolve("terraform-then.txt"), planOfTerraform(workspace));
    }
  }

  private static boolean hasSecondPlan(Path folder) {
    return Files.isDirectory(folder.resolve("then"));
  }

  private static void assertGolden(Path golden, String now) throws IOException {
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, now);
    }
    assertEquals(Files.readString(golden), now);
  }

  private Path workspace(Path folder) throws IOException {
    copy(folder, directory);
    return directory.resolve("root");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String planOfTerraform(Path workspace) throws IOException, InterruptedException {
    String said = terraform(workspace, "init");
    if (!said.contains("Error:")) {
      said = terraform(workspace, "plan");
    }
    return said.contains("Error:") ? places(said) : actions(said);
  }

  private static String terraform(Path workspace, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    command.add("-no-color");
    Process process =
        new ProcessBuilder(command)
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Without what is said about the plan and without warnings; identifiers differ each time. */
  private static String actions(String plan) {
    int start = plan.indexOf("will perform the following actions:");
    int from = start >= 0 ? plan.indexOf('\n', start) : plan.indexOf("Changes to Outputs:");
    if (from < 0) {
      return "No changes.\n";
    }
    String shown = plan.substring(from).split("\n─|\nWarning: ", 2)[0];
    return ID.matcher(shown.replaceAll("\nDestroys: .*", "")).replaceAll("00000000-0000").strip()
        + "\n";
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
