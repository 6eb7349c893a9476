package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.planner.cli.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir Path directory;
  private ShellFixture shell;

  @BeforeEach
  void commands() {
    shell =
        new ShellFixture(directory, Map.of(), List.of(new ValidateCommand(), new VersionCommand()));
  }

  @Test
  void jsonSaysThatAllIsWell() throws Exception {
    Files.writeString(directory.resolve("main.tf"), "output \"a\" {\n  value = 1\n}\n");

    assertEquals(ExitCode.DONE, shell.run("validate", "-json"));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"format_version": "1.0", "valid": true, "error_count": 0, "warning_count": 0,
                 "diagnostics": []}
                """),
        json());
    assertEquals("", shell.err());
  }

  @Test
  void jsonNamesThePlaceOfEachProblemInBytes() throws Exception {
    Files.writeString(
        directory.resolve("main.tf"), "# é\noutput \"a\" {\n  value = \"é${var.b}\"\n}\n");

    assertEquals(ExitCode.ERROR, shell.run("validate", "-json"));
    JsonNode document = json();
    assertEquals(false, document.get("valid").asBoolean());
    assertEquals(1, document.get("error_count").asInt());
    JsonNode problem = document.get("diagnostics").get(0);
    assertEquals("error", problem.get("severity").asText());
    assertEquals("main.tf", problem.get("range").get("filename").asText());
    assertEquals(
        "{\"line\":3,\"column\":15,\"byte\":33}", problem.get("range").get("start").toString());
    assertEquals(
        "{\"line\":3,\"column\":20,\"byte\":38}", problem.get("range").get("end").toString());
    JsonNode snippet = problem.get("snippet");
    assertEquals("output \"a\"", snippet.get("context").asText());
    assertEquals("  value = \"é${var.b}\"", snippet.get("code").asText());
    assertEquals(3, snippet.get("start_line").asInt());
    assertEquals(15, snippet.get("highlight_start_offset").asInt());
    assertEquals(20, snippet.get("highlight_end_offset").asInt());
    assertEquals("", shell.err());
  }

  @Test
  void jsonCountsTheEndsOfLinesAsTheyAre() throws Exception {
    Files.createDirectories(directory.resolve("m"));
    Files.writeString(directory.resolve("main.tf"), "module \"m\" {\n  source = \"./m\"\n}\n");
    Files.writeString(
        directory.resolve("m/main.tf"),
        "output \"x\" {\r\n  value = 1\r\n}\r\noutput \"y\" {\r\n  value = local.q\r\n}\r\n");

    assertEquals(ExitCode.ERROR, shell.run("validate", "-json"));
    JsonNode problem = json().get("diagnostics").get(0);
    // As Terraform 1.11.4 says it.
    assertEquals("m/main.tf", problem.get("range").get("filename").asText());
    assertEquals(
        "{\"line\":5,\"column\":11,\"byte\":54}", problem.get("range").get("start").toString());
    assertEquals("output \"y\"", problem.get("snippet").get("context").asText());
    assertEquals("  value = local.q", problem.get("snippet").get("code").asText());
    assertEquals(10, problem.get("snippet").get("highlight_start_offset").asInt());
  }

  @Test
  void jsonKnowsNoContextOutsideOfBlocks() throws Exception {
    Files.writeString(directory.resolve("main.tf"), "locals {\n}\na = 1\n");

    assertEquals(ExitCode.ERROR, shell.run("validate", "-json"));
    assertTrue(json().get("diagnostics").get(0).get("snippet").get("context").isNull());
  }

  @Test
  void jsonOfSyntaxErrorsNamesAll() throws Exception {
    Files.writeString(directory.resolve("main.tf"), "a = \nlocals {\n  b = ]\n}\n");

    assertEquals(ExitCode.ERROR, shell.run("validate", "-json"));
    assertTrue(json().get("error_count").asInt() >= 2, shell.out());
  }

  @Test
  void aProviderChecksWhatIsKnownThoughItCannotBeConfiguredYet() throws Exception {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        variable "name" {}
        resource "fake_thing" "a" {
          name = var.name
          note = "forbidden"
        }
        """);

    assertEquals(ExitCode.ERROR, shell.run("validate"));
    assertTrue(shell.err().contains("Error: Forbidden note\n\n  on main.tf:4:"), shell.err());
  }

  @Test
  void theVersionIsThatOfTheBuild() throws Exception {
    assertEquals(ExitCode.DONE, shell.run("version", "-json"));
    String version = json().get("planform_version").asText();
    assertTrue(version.matches("\\d+\\.\\d+\\.\\d+.*"), version);
    assertEquals("1.11.4", json().get("terraform_version").asText());
    shell.run("version");
    assertTrue(shell.out().startsWith("Planform v" + version + "\n"), shell.out());
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(shell.out());
  }
}
