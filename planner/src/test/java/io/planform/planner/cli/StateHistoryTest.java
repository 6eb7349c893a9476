package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
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
    succeeds("apply", "-auto-approve");
  }

  private String succeeds(String... arguments) {
    assertEquals(ExitCode.DONE, shell.run(arguments), () -> shell.out() + shell.err());
    return shell.out();
  }

  private String fails(String... arguments) {
    assertEquals(ExitCode.ERROR, shell.run(arguments), () -> shell.out() + shell.err());
    return shell.err();
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void anEditIsOneRevisionWithItsCommand() {
    succeeds("taint", "fake_thing.leaf");
    List<String> history = succeeds("state", "history").lines().toList();
    assertTrue(history.getFirst().matches("3  \\S+  \\S+@here  1 tainted"), history.getFirst());
    assertEquals("    planform taint fake_thing.leaf", history.get(1));
    assertContains("\"summary\": \"1 tainted\"", succeeds("state", "history", "-json"));
  }

  @Test
  void anEditThatIsRefusedOrRehearsedLeavesNoRevision() {
    String before = succeeds("state", "history");
    fails("state", "mv", "fake_thing.leaf", "fake_thing.base");
    fails("untaint", "fake_thing.leaf");
    fails("state", "rm", "fake_thing.nope");
    succeeds("state", "rm", "-dry-run", "fake_thing.leaf");
    succeeds("state", "rollback", "-to=1", "-dry-run");
    assertEquals(before, succeeds("state", "history"));
  }

  @Test
  void revisionsAreComparedWithoutSecrets() {
    String difference = succeeds("state", "diff", "1");
    assertContains("# fake_thing.base changed", difference);
    assertContains("~ size", difference);
    assertContains("1 -> 2", difference);
    assertContains("# fake_thing.leaf came into the state", difference);
    assertFalse(difference.contains("hunter2"), difference);
    assertContains("# fake_thing.leaf left the state", succeeds("state", "diff", "2", "1"));
    assertEquals("No differences.\n", succeeds("state", "diff", "2", "2"));
    assertContains("\"change\": \"added\"", succeeds("state", "diff", "-json", "1", "2"));
    assertContains("No such revision", fails("state", "diff", "7"));
    assertContains("Invalid revision", fails("state", "diff", "newest"));
  }

  @Test
  void rollbackRestoresWhatWasRecordedAndNamesWhatIsLost() {
    String first = succeeds("state", "list");
    assertContains("-auto-approve", fails("state", "rollback", "-to=1"));
    assertEquals(first, succeeds("state", "list"));
    succeeds("state", "rollback", "-to=1", "-auto-approve");
    assertContains("They were made since, and stay: fake_thing.leaf.", shell.err());
    assertEquals("fake_thing.base\n", succeeds("state", "list"));
    assertContains("rolled back to revision 1", succeeds("state", "history"));
    succeeds("state", "rollback", "-to=2", "-auto-approve");
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
  }

  @Test
  void importBringsBackWhatWasForgotten() {
    String id =
        succeeds("state", "show", "fake_thing.leaf")
            .lines()
            .filter(line -> line.strip().startsWith("id "))
            .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
            .findFirst()
            .orElseThrow();
    succeeds("state", "rm", "fake_thing.leaf");
    assertContains("already managed", fails("import", "fake_thing.base", "x"));
    assertContains("does not exist", fails("import", "fake_thing.nope", "x"));
    assertContains("non-existent", fails("import", "fake_thing.leaf", "nobody"));
    assertContains("Import successful!", succeeds("import", "fake_thing.leaf", id));
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
  }

  @Test
  void aMovedObjectIsStillWhatOthersDependOn() throws IOException {
    succeeds("state", "mv", "fake_thing.base", "fake_thing.ground");
    Files.writeString(
        directory.resolve("main.tf"),
        TWO.replace("thing.base", "thing.ground")
            .replace("\"fake_thing\" \"base\"", "\"fake_thing\" \"ground\""));
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), () -> shell.out() + shell.err());
    assertContains("\"fake_thing.ground\"", succeeds("state", "pull"));
  }

  @Test
  void refreshRecordsWhatChangedOutside() throws IOException {
    succeeds("refresh");
    assertContains("refresh only records", fails("refresh", "-destroy"));
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
      assertContains(file.getValue(), fails("state", "import-tfstate", "some.tfstate"));
    }
    assertContains("No such file", fails("state", "import-tfstate", "none.tfstate"));
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
