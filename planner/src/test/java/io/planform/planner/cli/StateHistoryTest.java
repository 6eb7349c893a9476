package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edits of the state leave behind, and how they are taken back. */
class StateHistoryTest {
  private static final String ONE =
      """
      resource "fake_thing" "base" {
        name   = "base"
        size   = 1
        secret = "hunter2-long"
      }
      output "size" {
        value = fake_thing.base.size
      }
      """;

  private static final String TWO =
      ONE.replace("size   = 1", "size   = 2")
          + """
          resource "fake_thing" "leaf" {
            name = "leaf"
            link = fake_thing.base.id
          }
          """;

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void twoRevisions() throws IOException {
    Map<String, String> environment =
        Map.of("PLANFORM_HOME", directory.resolve("home").toString(), "HOSTNAME", "here");
    shell = new ShellFixture(directory, environment, Main.commands());
    apply(ONE);
    apply(TWO);
  }

  private void apply(String manifest) throws IOException {
    Files.writeString(directory.resolve("main.tf"), manifest);
    shell.succeeds("apply", "-auto-approve");
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void anEditIsOneRevisionWithItsCommand() {
    shell.succeeds("taint", "fake_thing.leaf");
    List<String> history = shell.succeeds("state", "history").lines().toList();
    assertTrue(history.getFirst().matches("3  \\S+  \\S+@here  1 tainted"), history.getFirst());
    assertEquals("    planform taint fake_thing.leaf", history.get(1));
    assertContains("\"summary\": \"1 tainted\"", shell.succeeds("state", "history", "-json"));
  }

  @Test
  void anEditThatIsRefusedOrRehearsedLeavesNoRevision() {
    String before = shell.succeeds("state", "history");
    shell.fails("state", "mv", "fake_thing.leaf", "fake_thing.base");
    shell.fails("untaint", "fake_thing.leaf");
    shell.fails("state", "rm", "fake_thing.nope");
    shell.succeeds("state", "rm", "-dry-run", "fake_thing.leaf");
    shell.succeeds("state", "rollback", "-to=1", "-dry-run");
    assertEquals(before, shell.succeeds("state", "history"));
  }

  @Test
  void revisionsAreComparedWithoutSecrets() {
    String difference = shell.succeeds("state", "diff", "1");
    assertContains("# fake_thing.base changed", difference);
    assertContains("~ size", difference);
    assertContains("1 -> 2", difference);
    assertContains("# fake_thing.leaf came into the state", difference);
    assertFalse(difference.contains("hunter2"), difference);
    assertContains("# fake_thing.leaf left the state", shell.succeeds("state", "diff", "2", "1"));
    assertEquals("No differences.\n", shell.succeeds("state", "diff", "2", "2"));
    assertContains("\"change\": \"added\"", shell.succeeds("state", "diff", "-json", "1", "2"));
    assertContains("No such revision", shell.fails("state", "diff", "7"));
    assertContains("Invalid revision", shell.fails("state", "diff", "newest"));
  }

  @Test
  void rollbackRestoresWhatWasRecordedAndNamesWhatIsLost() {
    String first = shell.succeeds("state", "list");
    assertContains("-auto-approve", shell.fails("state", "rollback", "-to=1"));
    assertEquals(first, shell.succeeds("state", "list"));
    shell.succeeds("state", "rollback", "-to=1", "-auto-approve");
    assertContains("They were made since, and stay: fake_thing.leaf.", shell.err());
    assertEquals("fake_thing.base\n", shell.succeeds("state", "list"));
    assertContains("rolled back to revision 1", shell.succeeds("state", "history"));
    shell.succeeds("state", "rollback", "-to=2", "-auto-approve");
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
  }

  @Test
  void importBringsBackWhatWasForgotten() {
    String id =
        shell
            .succeeds("state", "show", "fake_thing.leaf")
            .lines()
            .filter(line -> line.strip().startsWith("id "))
            .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
            .findFirst()
            .orElseThrow();
    shell.succeeds("state", "rm", "fake_thing.leaf");
    assertContains("already managed", shell.fails("import", "fake_thing.base", "x"));
    assertContains("does not exist", shell.fails("import", "fake_thing.nope", "x"));
    assertContains("non-existent", shell.fails("import", "fake_thing.leaf", "nobody"));
    assertContains("Import successful!", shell.succeeds("import", "fake_thing.leaf", id));
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
  }

  @Test
  void aMovedObjectIsStillWhatOthersDependOn() throws IOException {
    shell.succeeds("state", "mv", "fake_thing.base", "fake_thing.ground");
    Files.writeString(
        directory.resolve("main.tf"),
        TWO.replace("thing.base", "thing.ground")
            .replace("\"fake_thing\" \"base\"", "\"fake_thing\" \"ground\""));
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
    assertContains("\"fake_thing.ground\"", shell.succeeds("state", "pull"));
  }

  @Test
  void refreshRecordsWhatChangedOutside() throws IOException {
    shell.succeeds("refresh");
    assertContains("refresh only records", shell.fails("refresh", "-destroy"));
  }

  @Test
  void filesThatAreNoStatesAreRefusedWithTheReason() throws IOException {
    Map<String, String> files =
        Map.of(
            "{\"version\": 3}",
            "of Terraform 0.11",
            "{\"version\": 5}",
            "newer than this version",
            "{\"version\": 4, \"resources\": [",
            "not JSON, from line 1",
            "{\"encrypted_data\": \"x\"}",
            "encrypted",
            "[]",
            "does not say which format",
            resource("\"type\": \"nobody_thing\"", "{}"),
            "No provider for nobody_thing.x",
            resource("\"type\": \"fake_thing\"", "{\"size\": \"large\"}"),
            "size is text instead of a number",
            resource("\"type\": \"fake_thing\"", "{}, \"schema_version\": 99"),
            "newer version of its provider");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve("some.tfstate"), file.getKey());
      assertContains(file.getValue(), shell.fails("state", "import-tfstate", "some.tfstate"));
    }
    assertContains("No such file", shell.fails("state", "import-tfstate", "none.tfstate"));
    assertFalse(shell.err().contains("large"));
  }

  private static String resource(String type, String attributes) {
    return """
        {"version": 4, "serial": 9, "lineage": "x", "resources": [{"mode": "managed", %s,
        "name": "x", "provider": "provider[\\"registry.terraform.io/acme/fake\\"]",
        "instances": [{"attributes": %s}]}]}
        """
        .formatted(type, attributes);
  }
}
