package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.apply.FakeCloud;
import io.planform.planner.apply.FakeProvider;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.render.text.Palette;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real signals to a command in a process of its own, while the cloud is making its first thing. */
@Timeout(120)
class InterruptTest {
  private static final String PAIR =
      """
      resource "fake_thing" "base" {
        name = "base"
      }
      resource "fake_thing" "leaf" {
        name = "leaf"
        link = fake_thing.base.id
      }
      """;

  private static final String HELD = "base is being made";

  @TempDir Path directory;

  @BeforeEach
  void manifest() throws IOException {
    Files.writeString(directory.resolve("main.tf"), PAIR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whatIsInFlightIsFinishedAndRecorded(String signal) throws Exception {
    Process child = start("apply", "-auto-approve");
    try (BufferedReader output = child.inputReader()) {
      await("fake_thing.base: Creating...", output);
      send(signal, child);
      await("Interrupted", output);
      child.getOutputStream().close();

      await("Creation complete", output);
      await("Not done:", output);
      await("create fake_thing.leaf", output);
    }
    assertEquals(ExitCode.INTERRUPTED, child.waitFor());
    assertEquals(List.of("base"), new FakeCloud(directory.resolve("cloud")).names());
    assertConverges(1);
  }

  @Test
  void theSecondInterruptStopsAtOnceAndTheNextApplyConverges() throws Exception {
    Process child = start("apply", "-auto-approve");
    try (BufferedReader output = child.inputReader()) {
      await("fake_thing.base: Creating...", output);
      send("INT", child);
      await("Interrupted", output);
      send("INT", child);
      assertEquals(ExitCode.INTERRUPTED, child.waitFor());
    }
    assertConverges(2);
  }

  @Test
  void testsThatAreInterruptedDestroyWhatTheyMade() throws Exception {
    Files.writeString(directory.resolve("a.tftest.hcl"), "run \"r\" {\n}\nrun \"s\" {\n}\n");
    Process child = start("test");
    try (BufferedReader output = child.inputReader()) {
      await(HELD, output);
      send("INT", child);
      await("Interrupted", output);
      child.getOutputStream().close();

      await("run \"s\"... skip", output);
      await("Failure! 0 passed, 1 failed, 1 skipped.", output);
    }
    assertEquals(ExitCode.INTERRUPTED, child.waitFor());
    assertEquals(List.of(), new FakeCloud(directory.resolve("cloud")).names());
  }

  @Test
  void testsThatAreInterruptedTwiceNameWhatMayBeThere() throws Exception {
    Files.writeString(directory.resolve("a.tftest.hcl"), "run \"r\" {\n}\n");
    Process child = start("test");
    try (BufferedReader output = child.inputReader()) {
      await(HELD, output);
      send("INT", child);
      await("Interrupted", output);
      send("INT", child);
      await("These objects of a.tftest.hcl/r are there still, or may be:", output);
      await("  - fake_thing.base", output);
    }
    assertEquals(ExitCode.INTERRUPTED, child.waitFor());
  }

  private void assertConverges(int created) {
    ShellFixture shell = new ShellFixture(directory, environment(directory), Main.commands());

    int code = shell.run("apply", "-auto-approve", "-lock-timeout=90s");

    assertEquals(ExitCode.DONE, code, () -> shell.out() + shell.err());
    assertTrue(shell.out().contains(created + " added, 0 changed, 0 destroyed."), shell.out());
    assertEquals(List.of("base", "leaf"), shell.cloud().names());
    assertEquals(ExitCode.DONE, shell.run("plan", "-detailed-exitcode"), shell::out);
  }

  private static void await(String text, BufferedReader output) throws IOException {
    StringBuilder before = new StringBuilder();
    String line;
    do {
      line = output.readLine();
      before.append(line).append('\n');
    } while (line != null && !line.contains(text));
    assertTrue(line != null, () -> "ended before '" + text + "':\n" + before);
  }

  private static void send(String signal, Process child) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  private Process start(String... command) throws IOException {
    List<String> process =
        new ArrayList<>(
            List.of(
                // Whoever runs the tests in the background may have had them ignore SIGINT.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                // Where the copy of SQLite's library goes with the rest: the killed leave it
                // behind.
                "-Dorg.sqlite.tmpdir=" + directory,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Working.class.getName(),
                directory.toString()));
    process.addAll(List.of(command));
    return new ProcessBuilder(process).redirectErrorStream(true).start();
  }

  private static Map<String, String> environment(Path directory) {
    return Map.of("PLANFORM_HOME", directory.resolve("home").toString());
  }

  /** Runs a command; the cloud makes the first thing when the standard input ends. */
  static final class Working {
    private Working() {}

    public static void main(String[] arguments) {
      Path directory = Path.of(arguments[0]);
      FakeCloud cloud = new FakeCloud(directory.resolve("cloud"));
      CountDownLatch inputEnds = new CountDownLatch(1);
      CountDownLatch arrived = cloud.hold("base", inputEnds);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  arrived.await();
                  System.out.println(HELD);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  System.in.readAllBytes();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                inputEnds.countDown();
              });
      CommandLineInterface cli = new CommandLineInterface(Main.commands());
      Terminal terminal =
          new Terminal(System.in, System.out, System.err, false, false, Palette.PLAIN);
      Shell shell =
          new Shell(
              cli,
              List.of(new FakeProvider(cloud)),
              terminal,
              environment(directory),
              directory,
              "");
      System.exit(cli.run(List.of(arguments).subList(1, arguments.length), shell));
    }
  }
}
