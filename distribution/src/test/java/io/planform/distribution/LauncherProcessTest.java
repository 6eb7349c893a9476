package io.planform.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in the archive as it is shipped, unpacked below a path with spaces. */
class LauncherProcessTest {
  private static final String JDK = System.getProperty("java.home");
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  @TempDir static Path folder;
  private static Path distribution;

  @BeforeAll
  static void unpack() throws Exception {
    Path place = Files.createDirectory(folder.resolve("a path with spaces"));
    String archive = System.getProperty("planform.archive");
    assertEquals(0, run(Map.of(), "tar", "-xzf", archive, "-C", place.toString()).exit());
    distribution = entries(place).getFirst();
    assertPrintsTheVersion(run(Map.of("JAVA_HOME", JDK), launcher().toString(), "version"));
    awaitCache();
  }

  /** The first start makes it in the background. */
  private static void awaitCache() throws IOException, InterruptedException {
    Path lock = distribution.resolve("lib").resolve(cache().getFileName() + ".lock");
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!Files.exists(cache()) || Files.exists(lock)) {
      assertTrue(System.nanoTime() < deadline, "no cache was made");
      Thread.sleep(20);
    }
  }

  @Test
  void startsFromAnyDirectoryThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), launcher());
    Run run = run(Map.of("JAVA_HOME", JDK), link.toString(), "version");
    assertPrintsTheVersion(run);
  }

  @Test
  void passesOverAJdkThatIsTooOld() throws Exception {
    Path old = jdk("old", "17.0.15");
    assertPrintsTheVersion(
        run(
            Map.of("JAVA_HOME", old.toString(), "PATH", JDK + "/bin:" + PATH),
            launcher().toString(),
            "version"));
  }

  @Test
  void findsTheJdkBehindALinkOnThePath() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin with a link"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of(JDK, "bin", "java"));
    assertPrintsTheVersion(run(Map.of("PATH", bin + ":" + PATH), launcher().toString(), "version"));
  }

  @Test
  void saysHowToGetAJdkWhereThereIsNone() throws Exception {
    String script =
        "source '" + launcher() + "'; is_jdk_25() { return 1; }; find_jdk; echo not reached";
    Run run = run(Map.of(), "bash", "-c", script);
    assertEquals(1, run.exit());
    assertEquals("", run.out());
    assertTrue(run.err().contains("A JDK of version 25 or newer is needed"), run.err());
    assertTrue(run.err().contains("To get one: "), run.err());
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    Run run = run(Map.of("JAVA_HOME", JDK), launcher().toString(), "two  words*", "");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("two  words*"), run.err());
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    Run run = run(Map.of("JAVA_HOME", JDK), launcher().toString(), "plam");
    assertEquals(1, run.exit());
    assertEquals("", run.out());
    assertTrue(run.err().contains("Unknown command plam"), run.err());
  }

  @Test
  void leavesNoCopyOfTheDatabaseLibrary() throws Exception {
    Path project = Files.createDirectory(folder.resolve("a project"));
    Path none = folder.resolve("no folder for copies");
    Files.writeString(project.resolve("main.tf"), "resource \"terraform_data\" \"one\" {}\n");
    Run run =
        run(
            Map.of(
                "JAVA_HOME",
                JDK,
                "PLANFORM_HOME",
                folder.resolve("home").toString(),
                "JDK_JAVA_OPTIONS",
                "-Dorg.sqlite.tmpdir=\"" + none + "\""),
            launcher().toString(),
            "-chdir=" + project,
            "apply",
            "-auto-approve");
    assertEquals(0, run.exit(), run.err());
    assertFalse(Files.exists(none));
  }

  @Test
  void passesOverACacheThatDoesNotFitInSilence() throws Exception {
    Files.writeString(cache(), "not a cache");
    assertPrintsTheVersion(run(Map.of("JAVA_HOME", JDK), launcher().toString(), "version"));
  }

  @Test
  void packsTheSameClassPathAsTheCheckoutUses() throws Exception {
    Path exploded = Path.of(System.getProperty("planform.archive")).resolveSibling("planform");
    assertEquals(jars(exploded), jars(distribution));
    for (String jar : jars(distribution)) {
      Path file = Path.of("lib", jar);
      assertEquals(-1, Files.mismatch(exploded.resolve(file), distribution.resolve(file)), jar);
      assertEquals(
          Files.getLastModifiedTime(exploded.resolve(file)),
          Files.getLastModifiedTime(distribution.resolve(file)),
          jar);
    }
  }

  private static void assertPrintsTheVersion(Run run) {
    assertEquals("", run.err());
    assertEquals(0, run.exit());
    assertTrue(run.out().matches("Planform v\\S+\\non JDK \\d+.*\\n"), run.out());
  }

  private static Path launcher() {
    return distribution.resolve("bin").resolve("planform");
  }

  private static Run run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Map<String, String> whole = new HashMap<>(Map.of("PATH", PATH, "HOME", folder.toString()));
    whole.putAll(environment);
    return Run.of(folder, whole, List.of(command));
  }

  private static Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho the old JDK was started >&2\nexit 1\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static Path cache() {
    return distribution
        .resolve("lib")
        .resolve("planform-" + System.getProperty("java.runtime.version") + ".aot");
  }

  private static List<String> jars(Path home) throws IOException {
    return entries(home.resolve("lib")).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".jar"))
        .toList();
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
