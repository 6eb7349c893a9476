package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk that keeps the state is full, while the cloud goes on. */
class DiskFullTest {
  private static final int THINGS = 30;
  private static final int DISK = 4 << 20;

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private ShellFixture shell;
  private Path disk;

  @BeforeEach
  void mountSmallDisk() throws Exception {
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        sh("mount -t tmpfs -o size=" + DISK + " tmpfs " + disk) == 0,
        "Not tested: only root can mount a small disk.");
    manifest(0);
  }

  @AfterEach
  void unmount() throws Exception {
    sh("umount -l " + disk);
  }

  private void manifest(int things) throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        terraform {
          backend "sqlite" {
            path = "disk/state.db"
          }
        }
        resource "fake_thing" "many" {
          count = %d
          name  = "thing ${count.index}"
          note  = "%s"
        }
        """
            .formatted(things, "x".repeat(20_000)));
  }

  private void leave(int free) throws Exception {
    try (var files = Files.list(disk)) {
      long used = files.mapToLong(file -> file.toFile().length()).sum();
      int ballast = (int) Math.max(0, DISK - used - free);
      assertEquals(0, sh("head -c " + ballast + " /dev/zero > " + disk.resolve("ballast")));
    }
  }

  /** At different steps: an intent, a result, the end. */
  @ParameterizedTest
  @ValueSource(ints = {20_000, 70_000, 90_000, 110_000, 200_000, 400_000})
  void stopsBeforeTheNextRemoteCallAndGoesOnWhenThereIsSpace(int free) throws Exception {
    assertEquals(ExitCode.DONE, shell.run("apply", "-auto-approve"), shell::err);
    manifest(THINGS);
    leave(free);

    int exit = shell.run("apply", "-auto-approve", "-parallelism=1");
    assertTrue(exit == ExitCode.PARTIAL || exit == ExitCode.ERROR, exit + shell.err());
    assertFull();
    int made = shell.cloud().creations.get();
    assertTrue(made < THINGS, () -> "made " + made);

    Files.delete(disk.resolve("ballast"));
    int recorded = recorded();
    // At most one had been made when its result could not be written.
    assertTrue(recorded == made || recorded == made - 1, recorded + " of " + made);
    forgetTheFormerRun();
    assertEquals(ExitCode.DONE, shell.run("apply", "-auto-approve"), shell::err);
    assertEquals(THINGS, shell.cloud().creations.get());
    assertEquals(
        IntStream.range(0, THINGS).mapToObj(i -> "thing " + i).sorted().toList(),
        shell.cloud().names());
    assertEquals(THINGS, recorded());
    assertEquals(ExitCode.DONE, shell.run("plan", "-detailed-exitcode"), shell::out);
  }

  @Test
  void saysSoWhenThereIsNoSpaceForAState() throws Exception {
    leave(8_000);
    assertEquals(ExitCode.ERROR, shell.run("apply", "-auto-approve"));
    assertFull();
    Files.delete(disk.resolve("ballast"));
    manifest(1);
    assertEquals(ExitCode.DONE, shell.run("apply", "-auto-approve"), shell::err);
    assertEquals(List.of("thing 0"), shell.cloud().names());
  }

  /** It could not give its lease back; a process of its own would be gone by now. */
  private void forgetTheFormerRun() {
    if (shell.run("state", "rm", "fake_thing.none") == ExitCode.LEASE_BUSY) {
      Matcher lease = Pattern.compile("Its lease is ([-0-9a-f]+)").matcher(shell.err());
      assertTrue(lease.find(), shell.err());
      assertEquals(ExitCode.DONE, shell.run("force-unlock", "-force", lease.group(1)));
    }
  }

  private void assertFull() {
    String why = shell.err().replaceAll("\\s+(│ )?", " ");
    assertTrue(why.contains("cannot be written: the disk is full"), why);
    assertEquals(why.indexOf("disk is full"), why.lastIndexOf("disk is full"), why);
  }

  private int recorded() {
    assertEquals(ExitCode.DONE, shell.run("state", "list"), shell::err);
    return (int) shell.out().lines().filter(line -> line.startsWith("fake_thing")).count();
  }

  private static int sh(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
