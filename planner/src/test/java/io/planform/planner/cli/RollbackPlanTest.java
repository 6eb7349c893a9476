package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that bring back what an earlier revision recorded. */
class RollbackPlanTest {
  private static final String FIRST =
      """
      provider "fake" {
        token = "provider-secret"
      }
      provider "fake" {
        alias = "other"
      }
      resource "fake_thing" "base" {
        name   = "base"
        size   = 1
        secret = "hunter2-long"
      }
      resource "fake_thing" "top" {
        name = "top"
        link = fake_thing.base.id
      }
      resource "fake_thing" "counted" {
        count    = 3
        name     = "counted-${count.index}"
        size     = count.index
        provider = fake.other
      }
      resource "fake_thing" "each" {
        for_each = { x = null, "y\\"$${z}" = fake_thing.base.id }
        name     = each.key
        link     = each.value
      }
      resource "fake_box" "box" {
        name = "box"
        rule {
          path = "/a"
          port {
            number = 1
          }
          port {
            number = 2
          }
        }
        rule {
          path = "/$${not a template}"
        }
        tag {
          key = "k"
        }
      }
      module "m" {
        source   = "./m"
        for_each = toset(["one", "two"])
        name     = each.key
      }
      output "link" {
        value = fake_thing.top.link
      }
      output "secret" {
        value     = fake_thing.base.secret
        sensitive = true
      }
      """;
  private static final String MODULE =
      """
      variable "name" {}
      resource "fake_thing" "inner" {
        count = var.name == "one" ? 2 : 0
        name  = "${var.name}-${count.index}"
      }
      resource "fake_box" "box" {
        name = var.name
      }
      """;
  private static final String SECOND =
      """
      provider "fake" {
        token = "provider-secret"
      }
      provider "fake" {
        alias = "other"
      }
      resource "fake_thing" "base" {
        name = "renamed"
        note = "new"
      }
      resource "fake_thing" "counted" {
        count    = 1
        name     = "counted-${count.index}"
        size     = 7
        provider = fake.other
      }
      resource "fake_box" "box" {
        name = "box"
        rule {
          path = "/b"
        }
      }
      resource "fake_thing" "later" {
        name = "later"
      }
      """;

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void workplace() throws IOException {
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory.resolve("home").toString());
    shell = new ShellFixture(directory, environment, Main.commands());
    Files.createDirectories(directory.resolve("m"));
    Files.writeString(directory.resolve("m/main.tf"), MODULE);
  }

  private void manifest(String hcl) throws IOException {
    Files.writeString(directory.resolve("main.tf"), hcl);
  }

  private void applied(String hcl) throws IOException {
    manifest(hcl);
    succeeds("apply", "-auto-approve");
  }

  private String succeeds(String... arguments) {
    assertEquals(ExitCode.DONE, shell.run(arguments), () -> shell.out() + shell.err());
    return shell.out() + shell.err();
  }

  @Test
  void bringsBackWhatThereWas() throws IOException {
    applied(FIRST);
    List<String> names = shell.cloud().names();
    applied(SECOND);
    String said = succeeds("state", "rollback", "-to=1", "-plan", "-out=back");
    assertTrue(said.contains("# fake_thing.base must be replaced"), said);
    assertTrue(said.contains("# fake_thing.later will be destroyed"), said);
    assertFalse(said.contains("can be brought back"), said);
    assertFalse(said.contains("hunter2"), said);
    succeeds("apply", "back");
    assertEquals(names, shell.cloud().names());
    manifest(FIRST);
    assertEquals(
        ExitCode.DONE, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
    said = succeeds("state", "rollback", "-to=1", "-plan");
    assertTrue(said.contains("No changes."), said);
  }

  @Test
  void keepsSecretsOutOfTheFile() throws IOException {
    applied(FIRST);
    applied(SECOND);
    succeeds("state", "rollback", "-to=1", "-plan", "-out=back");
    try (ZipFile zip = new ZipFile(directory.resolve("back").toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        String text = new String(content, StandardCharsets.UTF_8);
        assertFalse(text.contains("hunter2"), entry.getName() + HexFormat.of().formatHex(content));
      }
    }
  }

  @Test
  void isStaleWhenTheStateHasChangedSince() throws IOException {
    applied(FIRST);
    applied(SECOND);
    succeeds("state", "rollback", "-to=1", "-plan", "-out=back");
    applied(SECOND.replace("later", "even_later"));
    assertEquals(ExitCode.STALE_PLAN, shell.run("apply", "back"));
  }

  @Test
  void leavesOutWhatTheRevisionDoesNotTell() throws IOException {
    shell.cloud().digests.add("note");
    String digests =
        """
        resource "fake_thing" "same" {
          name = "same"
          note = "sha512:1"
          size = 1
        }
        resource "fake_thing" "other" {
          name = "other"
          note = "sha512:2"
        }
        resource "fake_thing" "gone" {
          name = "gone"
          note = "sha512:3"
        }
        resource "fake_thing" "mentions" {
          name   = "mentions"
          secret = "see ${fake_thing.gone.id}"
        }
        """;
    applied(digests);
    applied(
        """
        resource "fake_thing" "same" {
          name = "same"
          note = "sha512:1"
          size = 2
        }
        resource "fake_thing" "other" {
          name = "other"
          note = "sha512:9"
          size = 2
        }
        """);
    String said = succeeds("state", "rollback", "-to=1", "-plan", "-out=back");
    assertTrue(said.contains("# fake_thing.same will be updated in-place"), said);
    assertTrue(said.contains("Plan: 0 to add, 1 to change, 0 to destroy."), said);
    assertTrue(said.contains("- fake_thing.gone: it would have to be made, and of its note"), said);
    assertTrue(said.contains("- fake_thing.other: its note was another one"), said);
    assertTrue(
        said.contains("- fake_thing.mentions: its secret names an object that is not there"), said);
    succeeds("apply", "back");
    assertEquals(List.of("other", "same"), shell.cloud().names());
  }

  @Test
  void saysNothingOfObjectsThatAreAsTheyWere() throws IOException {
    applied(FIRST);
    String said = succeeds("state", "rollback", "-to=1", "-plan");
    assertTrue(said.contains("No changes."), said);
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    applied(FIRST);
    assertEquals(ExitCode.ERROR, shell.run("state", "rollback", "-to=7", "-plan"));
    assertTrue(shell.err().contains("No such revision"), shell.err());
    assertEquals(ExitCode.ERROR, shell.run("state", "rollback", "-to=1", "-out=x"));
    assertTrue(shell.err().contains("Invalid use of -out"), shell.err());
  }
}
