package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code import -all} in an empty directory, where somebody else made two things, one with code.
 */
class ImportAllTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void make() {
    shell = new ShellFixture(directory, Map.of(), Main.commands());
    shell.cloud().make("id-1", "First one");
    shell.cloud().edit("First one", "size", "3");
    shell.cloud().make("id-2", "coded");
    shell.cloud().edit("coded", "code", "true");
    shell.cloud().edit("coded", "note", "aGVsbG8=");
  }

  @Test
  void listsWhatNoStateOwns() {
    assertEquals(0, shell.run("import", "-all"), shell.err());
    assertEquals(
        """
        fake_thing.coded [id=id-2]
        fake_thing.first_one [id=id-1]
        2 objects are there that the state does not own.
        Looked at: fake_thing. Objects of other types cannot be listed.
        """,
        shell.out());
  }

  @Test
  void writesBlocksThatImportWithoutAnotherChange() throws IOException {
    assertEquals(0, shell.run("import", "-all", "-out=found.tf"), shell.err());
    assertEquals(
        """
        # __generated__ by Planform
        # Please review these resources and move them into your main configuration files.

        import {
          to = fake_thing.coded
          id = "id-2"
        }

        # __generated__ by Planform from "id-2"
        resource "fake_thing" "coded" {
          link   = null
          name   = "coded"
          note   = filebase64("${path.module}/coded.txt")
          secret = null # sensitive
          size   = null
        }

        import {
          to = fake_thing.first_one
          id = "id-1"
        }

        # __generated__ by Planform from "id-1"
        resource "fake_thing" "first_one" {
          link   = null
          name   = "First one"
          note   = null
          secret = null # sensitive
          size   = 3
        }
        """,
        Files.readString(directory.resolve("found.tf")));
    assertEquals("hello", Files.readString(directory.resolve("coded.txt")));
    importsAndChangesNothing();
  }

  @Test
  void writesYamlToo() throws IOException {
    assertEquals(0, shell.run("import", "-all", "-out=found.planform.yaml"), shell.err());
    assertEquals("hello", Files.readString(directory.resolve("coded.txt")));
    importsAndChangesNothing();
  }

  private void importsAndChangesNothing() {
    assertEquals(0, shell.run("apply", "-auto-approve"), shell.out() + shell.err());
    assertTrue(
        shell.out().contains("Resources: 2 imported, 0 added, 0 changed, 0 destroyed."),
        shell.out());
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), shell.out() + shell.err());
    assertEquals(0, shell.run("import", "-all"), shell.err());
    assertTrue(
        shell.out().startsWith("Nothing is there that the state does not own."), shell.out());
  }

  @Test
  void tellsProgramsWhatItFoundAndWrote() throws IOException {
    assertEquals(0, shell.run("import", "-all", "-json", "-out=found.tf"), shell.err());
    List<JsonNode> lines = lines();
    assertEquals(
        List.of("version", "resource_found", "resource_found", "found_summary", "manifest_written"),
        lines.stream().map(line -> line.path("type").asText()).toList());
    assertEquals("fake_thing.coded", lines.get(1).at("/hook/resource/addr").asText());
    assertEquals("id-2", lines.get(1).at("/hook/id_value").asText());
    assertEquals(
        "{\"objects\":2,\"types\":[\"fake_thing\"]}", lines.get(3).path("found").toString());
    assertEquals(
        "{\"manifest\":\"found.tf\",\"files\":[\"coded.txt\"]}",
        lines.get(4).path("written").toString());
  }

  @Test
  void tellsProgramsOfASingleImport() throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        "resource \"fake_thing\" \"one\" {\n  name = \"First one\"\n  size = 3\n}\n");
    assertEquals(0, shell.run("import", "-json", "fake_thing.one", "id-1"), shell.err());
    assertEquals(
        List.of(
            "fake_thing.one: Importing from ID \"id-1\"...",
            "fake_thing.one: Import complete [id=id-1]",
            "Import complete! Resources: 1 imported."),
        lines().stream().skip(1).map(line -> line.path("@message").asText()).toList());
    assertEquals("import", lines().get(3).at("/changes/operation").asText());
    assertEquals(1, lines().get(3).at("/changes/import").asInt());
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), shell.out());

    assertEquals(0, shell.run("state", "show", "-json", "fake_thing.one"), shell.err());
    JsonNode shown = JSON.readTree(shell.out());
    assertEquals(0, shell.run("show", "-json"), shell.err());
    assertEquals(JSON.readTree(shell.out()).at("/values/root_module/resources/0"), shown);
    assertEquals("id-1", shown.at("/values/id").asText());

    assertEquals(1, shell.run("import", "-json", "fake_thing.one", "id-1"));
    assertEquals("Resource already managed", lines().get(1).at("/diagnostic/summary").asText());
    assertEquals("", shell.err());
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : shell.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void saysWhereCodeIsMissing() throws IOException {
    shell.cloud().make("id-3", "linked");
    shell.cloud().edit("linked", "code", "true");
    assertEquals(0, shell.run("import", "-all", "-out=found.tf"), shell.err());
    String found = Files.readString(directory.resolve("found.tf"));
    assertTrue(
        found.contains("note   = null # the service does not hand out the code: give it here"),
        found);
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.writeString(directory.resolve("coded.txt"), "mine");
    assertEquals(1, shell.run("import", "-all", "-out=found.tf"));
    assertTrue(shell.err().contains("coded.txt is there already"), shell.err());
    assertEquals("mine", Files.readString(directory.resolve("coded.txt")));
    assertFalse(Files.exists(directory.resolve("found.tf")));
  }
}
