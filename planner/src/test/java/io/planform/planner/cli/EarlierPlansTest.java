package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code /saved-plans} has a plan that a version of this program wrote, the key that
 * it was encrypted with, and how it is shown. These files are never written again: a new format
 * gets a folder of its own, which {@code -Dgoldens=update} fills.
 */
class EarlierPlansTest {
  private static final Path CASES = Path.of("src/test/resources/saved-plans");

  private static final String MANIFEST =
      """
      variable "password" {
        sensitive = true
        default   = "hunter2-long"
      }
      resource "fake_thing" "base" {
        name   = "base"
        size   = 2
        secret = var.password
      }
      resource "fake_thing" "leaf" {
        for_each = toset(["a", "$b"])
        name     = each.key
        link     = fake_thing.base.id
      }
      resource "fake_box" "box" {
        name = "box"
        rule {
          path = "/"
          port {
            number = 80
          }
        }
        tag {
          key = "k"
        }
      }
      output "links" {
        value = [for leaf in fake_thing.leaf : leaf.link]
      }
      """;

  @TempDir Path directory;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void areReadStill(Path folder) throws IOException {
    Path keys = Files.createDirectories(directory.resolve("home/keys"));
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory.resolve("home").toString());
    ShellFixture shell = new ShellFixture(directory, environment, Main.commands());
    if (!Files.exists(folder.resolve("plan")) && "update".equals(System.getProperty("goldens"))) {
      Files.writeString(directory.resolve("main.tf"), MANIFEST);
      assertEquals(ExitCode.DONE, shell.run("plan", "-out=p"), shell::err);
      Files.copy(directory.resolve("p"), folder.resolve("plan"));
      Files.writeString(folder.resolve("shown.txt"), shell.run("show", "p") + shell.out());
      Files.copy(keys.resolve("state.key"), folder.resolve("key.txt"));
    }
    Path key = keys.resolve("state.key");
    Files.deleteIfExists(key);
    Files.copy(folder.resolve("key.txt"), key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path plan = directory.resolve("earlier");
    Files.copy(folder.resolve("plan"), plan);
    assertEquals(
        Files.readString(folder.resolve("shown.txt")), shell.run("show", "earlier") + shell.out());
    assertEquals(ExitCode.DONE, shell.run("show", "-json", "earlier"), shell::err);
    assertTrue(shell.out().contains("\"secret\":\"hunter2-long\""), shell.out());
  }
}
