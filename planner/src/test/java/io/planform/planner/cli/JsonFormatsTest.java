package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each folder of {@code /json} is a root module that is planned, applied, changed to what the
 * folder {@code then} in it says, planned, applied and destroyed. The files {@code *.json} and
 * {@code *.jsonl} are what Terraform 1.11.4 prints on the way; {@code -Dgoldens=update} has it
 * print them again where it is installed. Compared is everything but times, identifiers, versions
 * and the wording of diagnostics; and lines in no order, since work is done in parallel, and each
 * once: what is wrong in all instances of a module Terraform says for each of them. Before it
 * destroys, Terraform reads data sources, which Planform does not.
 */
class JsonFormatsTest {
  private static final Path CASES = Path.of("src/test/resources/json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DURATION = Pattern.compile("after (\\d+m)?\\d+s");

  @TempDir Path directory;

  private ShellFixture shell() {
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PLANFORM_HOME", directory.resolve("home").toString());
    return new ShellFixture(directory, environment, Main.commands());
  }

  @ParameterizedTest
  @ValueSource(strings = {"checks", "modules", "ui"})
  void isAsTerraformPrintsIt(String name) throws IOException, InterruptedException {
    Path folder = CASES.resolve(name);
    copy(folder, directory);
    if ("update".equals(System.getProperty("goldens"))) {
      update(folder);
    }
    copy(folder, directory);
    ShellFixture shell = shell();
    assertLines(
        folder, "plan", shell, ExitCode.CHANGES, "plan", "-json", "-out=p", "-detailed-exitcode");
    assertDocument(folder, "show-plan", shell, "show", "-json", "p");
    assertLines(folder, "apply", shell, ExitCode.DONE, "apply", "-json", "p");
    assertDocument(folder, "show", shell, "show", "-json");
    assertEquals(Files.readAllLines(folder.resolve("list.txt")), said(shell, "state", "list"));
    assertDocument(folder, "output", shell, "output", "-json");
    copy(folder.resolve("then"), directory);
    assertLines(folder, "plan-then", shell, ExitCode.DONE, "plan", "-json", "-out=p");
    assertDocument(folder, "show-plan-then", shell, "show", "-json", "p");
    assertLines(folder, "apply-then", shell, ExitCode.DONE, "apply", "-json", "p");
    int changes = name.equals("checks") ? ExitCode.CHANGES : ExitCode.DONE;
    assertLines(folder, "again", shell, changes, "plan", "-json", "-detailed-exitcode");
    assertDocument(folder, "show-then", shell, "show", "-json");
    assertEquals(ExitCode.DONE, shell.run("plan", "-destroy", "-out=p"));
    assertDocument(folder, "show-plan-destroy", shell, "show", "-json", "p");
    assertLines(folder, "destroy", shell, ExitCode.DONE, "destroy", "-json", "-auto-approve");
    assertDocument(folder, "show-destroyed", shell, "show", "-json");
  }

  private static List<String> said(ShellFixture shell, String... arguments) {
    assertEquals(ExitCode.DONE, shell.run(arguments), shell::err);
    return shell.out().lines().toList();
  }

  private static void assertLines(
      Path folder, String golden, ShellFixture shell, int code, String... arguments)
      throws IOException {
    assertEquals(code, shell.run(arguments), () -> shell.out() + shell.err());
    assertEquals("", shell.err());
    String expected = Files.readString(folder.resolve(golden + ".jsonl"));
    assertEquals(lines(expected), lines(shell.out()));
  }

  private static void assertDocument(
      Path folder, String golden, ShellFixture shell, String... arguments) throws IOException {
    assertEquals(ExitCode.DONE, shell.run(arguments), () -> shell.out() + shell.err());
    String expected = Files.readString(folder.resolve(golden + ".json"));
    assertEquals(document(expected), document(shell.out()));
  }

  private static String document(String text) throws IOException {
    JsonNode document = JSON.readTree(ID.matcher(text).replaceAll("ID"));
    if (document instanceof ObjectNode object) {
      object.remove("timestamp");
      if (object.get("relevant_attributes") instanceof ArrayNode attributes) {
        List<JsonNode> sorted = new ArrayList<>(attributes.valueStream().toList());
        sorted.sort(Comparator.comparing(JsonNode::toString));
        attributes.removeAll().addAll(sorted);
      }
    }
    // Of an object that was moved Terraform names the dependencies twice, in an order of its own.
    document.path("prior_state").findParents("depends_on").forEach(JsonFormatsTest::undepend);
    return sorted(document).replace("},", "},\n");
  }

  private static void undepend(JsonNode resource) {
    ((ObjectNode) resource).remove("depends_on");
  }

  private static String lines(String text) throws IOException {
    List<String> lines =
        text.lines()
            .filter(line -> !line.contains("\"Executing: "))
            .filter(line -> !isOfOneOnly(line))
            .filter(line -> !text.contains("\"destroy\"") || !line.contains("\"data."))
            .map(JsonFormatsTest::line)
            .sorted()
            .distinct()
            .toList();
    return String.join("\n", lines);
  }

  /** Terraform reads an object to import once more, and one that is forgotten not at all. */
  private static boolean isOfOneOnly(String line) {
    return line.contains("\"refresh_")
        && (line.contains("\"terraform_data.gone\"")
            || line.contains("\"terraform_data.imported\""));
  }

  private static String line(String text) {
    try {
      String steady = DURATION.matcher(ID.matcher(text).replaceAll("ID")).replaceAll("after 0s");
      ObjectNode line = (ObjectNode) JSON.readTree(steady);
      line.remove(List.of("@timestamp", "planform"));
      if (line.path("type").asText().equals("version")) {
        line.remove("@message");
      }
      if (line.path("hook").has("elapsed_seconds")) {
        ((ObjectNode) line.get("hook")).put("elapsed_seconds", 0);
      }
      if (line.get("diagnostic") instanceof ObjectNode diagnostic) {
        line.remove("@message");
        diagnostic.retain("severity");
      }
      return sorted(line);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String sorted(JsonNode node) throws IOException {
    return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
  }

  private void update(Path folder) throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(directory, "terraform");
    copy(folder, place);
    String _ = Oracle.run(place, "init", "-input=false");
    keep(folder, "plan.jsonl", place, "plan", "-json", "-out=p");
    keep(folder, "show-plan.json", place, "show", "-json", "p");
    keep(folder, "apply.jsonl", place, "apply", "-json", "p");
    keep(folder, "show.json", place, "show", "-json");
    keep(folder, "list.txt", place, "state", "list");
    keep(folder, "output.json", place, "output", "-json");
    copy(folder.resolve("then"), place);
    String _ = Oracle.run(place, "init", "-input=false");
    keep(folder, "plan-then.jsonl", place, "plan", "-json", "-out=p");
    keep(folder, "show-plan-then.json", place, "show", "-json", "p");
    keep(folder, "apply-then.jsonl", place, "apply", "-json", "p");
    keep(folder, "again.jsonl", place, "plan", "-json");
    keep(folder, "show-then.json", place, "show", "-json");
    String _ = Oracle.run(place, "plan", "-destroy", "-out=p");
    keep(folder, "show-plan-destroy.json", place, "show", "-json", "p");
    keep(folder, "destroy.jsonl", place, "destroy", "-json", "-auto-approve");
    keep(folder, "show-destroyed.json", place, "show", "-json");
  }

  private static void keep(Path folder, String golden, Path place, String... arguments)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(golden), Oracle.run(place, arguments).strip() + "\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.collect(Collectors.toList())) {
        Path target = to.resolve(from.relativize(file).toString());
        boolean golden = file.toString().matches(".*[.](jsonl?|txt)");
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!golden) {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }

  /** The folder has what Terraform 1.11.4 prints of a plan that has errors. */
  @Test
  void tellsWhatCouldBePlannedBesideErrors() throws IOException {
    Path folder = Path.of("src/test/resources/json-errored");
    copy(folder, directory);
    ShellFixture shell = shell();
    assertLines(folder, "plan", shell, ExitCode.ERROR, "plan", "-json", "-out=p");
    assertDocument(folder, "show-plan", shell, "show", "-json", "p");
    assertEquals(ExitCode.ERROR, shell.run("apply", "p"));
    assertTrue(shell.err().contains("Cannot apply incomplete plan"), shell.err());
    assertEquals(ExitCode.DONE, shell.run("show", "p"));
    assertTrue(
        shell
            .out()
            .contains("Planform planned the following actions, but then encountered a problem:"),
        shell.out());
    assertEquals(ExitCode.ERROR, shell.run("apply", "-auto-approve"));
    assertTrue(shell.out().contains("# terraform_data.a will be created"), shell.out());
    assertEquals(ExitCode.ERROR, shell.run("plan", "-target=terraform_data.b"));
    assertEquals(ExitCode.ERROR, shell.run("plan", "-detailed-exitcode"));
  }

  @Test
  void printsNothingButLinesOfJson() throws IOException {
    ShellFixture shell = shell();
    Files.writeString(
        directory.resolve("main.tf"), "resource \"terraform_data\" \"x\" {\n  inptu = 1\n}\n");
    assertEquals(ExitCode.ERROR, shell.run("plan", "-json"));
    assertEquals("", shell.err());
    List<String> lines = shell.out().lines().toList();
    assertEquals("version", JSON.readTree(lines.getFirst()).path("type").asText());
    JsonNode diagnostic = JSON.readTree(lines.getLast()).path("diagnostic");
    assertEquals(2, diagnostic.path("range").path("start").path("line").asInt());
    assertEquals("  inptu = 1", diagnostic.path("snippet").path("code").asText());
  }

  @Test
  void appliesOnlyWhatNobodyNeedsToApprove() throws IOException {
    ShellFixture shell = shell();
    Files.writeString(directory.resolve("main.tf"), "resource \"terraform_data\" \"x\" {\n}\n");
    assertEquals(ExitCode.ERROR, shell.run("apply", "-json"));
    assertTrue(shell.out().contains("Plan file or auto-approve required"), shell.out());
    assertEquals(ExitCode.DONE, shell.run("apply", "-json", "-auto-approve"), shell.out());
  }

  @Test
  void showsSensitiveOutputsOnlyWhereTheyAreAskedFor() throws IOException {
    ShellFixture shell = shell();
    Files.writeString(
        directory.resolve("main.tf"),
        "output \"x\" {\n  value = \"hunter2\"\n  sensitive = true\n}\n");
    assertEquals(ExitCode.DONE, shell.run("apply", "-json", "-auto-approve"), shell.out());
    assertFalse(shell.out().contains("hunter2"), shell.out());
    assertEquals(ExitCode.DONE, shell.run("output", "-raw", "x"));
    assertEquals("hunter2", shell.out());
  }
}
