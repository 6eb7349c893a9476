package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code /state-commands} is a root module with the state that Terraform 1.11.4 wrote of it. Each
 * case of {@code commands.txt} runs commands one after the other, beginning with that state; below
 * each stands what Terraform 1.11.4 prints, the headings of errors and warnings behind {@code !!},
 * and its exit code. {@code -Dgoldens=update} asks Terraform again.
 */
class StateCommandCasesTest {
  private static final Path MODULE = Path.of("src/test/resources/state-commands");
  private static final Path CASES = MODULE.resolve("commands.txt");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern COLOR = Pattern.compile("\\x1b\\[[0-9;]*m");
  private static final Pattern SUMMARY = Pattern.compile("(?m)^[│ ]*(?:Error|Warning): (.+)$");

  @TempDir Path folder;

  private record Case(String name, List<Step> steps) {}

  private record Step(String command, String outcome) {}

  /** Runs one command. */
  @FunctionalInterface
  private interface Program {
    String run(List<String> arguments) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> doesWhatTerraformDoes() throws IOException {
    return cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(), () -> assertEquals(text(each), likeTerraform(each, planform()))));
  }

  @Test
  void terraformSaysWhatItSaidThen() throws Exception {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    StringBuilder now = new StringBuilder();
    for (Case each : cases()) {
      now.append(text(run(each, terraform())));
    }
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(CASES, now);
    }
    assertEquals(Files.readString(CASES), now.toString());
  }

  @Test
  void handsBackWhatItTookOver() throws Exception {
    Path module = module();
    ShellFixture shell = shell(module);
    assertEquals(0, shell.run("state", "import-tfstate", "terraform.tfstate"), shell.err());
    assertEquals("", shell.err());
    assertEquals(0, shell.run("state", "export-tfstate", "back.tfstate"), shell.err());
    assertEquals(json(module.resolve("terraform.tfstate")), json(module.resolve("back.tfstate")));
    assertEquals(0, shell.run("state", "pull"), shell.err());
    assertEquals(Files.readString(module.resolve("back.tfstate")), shell.out());
  }

  @Test
  void terraformGoesOnWithWhatIsHandedBack() throws Exception {
    assumeTrue(TerraformConsole.isThere(), "there is no terraform on the PATH");
    Path module = module();
    ShellFixture shell = shell(module);
    assertEquals(0, shell.run("state", "import-tfstate", "terraform.tfstate"), shell.err());
    assertEquals(0, shell.run("plan", "-detailed-exitcode"), shell.out() + shell.err());
    assertEquals(0, shell.run("apply", "-auto-approve"), shell.out() + shell.err());
    Files.delete(module.resolve("terraform.tfstate"));
    assertEquals(0, shell.run("state", "export-tfstate", "terraform.tfstate"), shell.err());
    String _ = outcome(module, List.of("init", "-input=false"));
    String plan = outcome(module, List.of("plan", "-detailed-exitcode", "-no-color"));
    assertEquals("[0]", plan.lines().reduce("", (_, last) -> last), plan);
  }

  /** In which the order of attributes and of sensitive paths does not matter. */
  private static JsonNode json(Path state) throws IOException {
    JsonNode document =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(state.toFile());
    for (JsonNode instance : document.findParents("sensitive_attributes")) {
      List<JsonNode> paths = new ArrayList<>();
      instance.get("sensitive_attributes").forEach(paths::add);
      paths.sort(Comparator.comparing(JsonNode::toString));
      ((ObjectNode) instance).putArray("sensitive_attributes").addAll(paths);
    }
    return document;
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String part : Files.readString(CASES).split("(?m)^## ", -1)) {
      if (!part.isBlank()) {
        String name = part.lines().findFirst().orElseThrow();
        List<Step> steps = new ArrayList<>();
        for (String step : part.substring(name.length() + 1).split("(?m)^\\$ ", -1)) {
          if (!step.isBlank()) {
            String command = step.lines().findFirst().orElseThrow();
            steps.add(new Step(command, step.substring(command.length() + 1)));
          }
        }
        cases.add(new Case(name, steps));
      }
    }
    return cases;
  }

  private static Case run(Case each, Program program) throws Exception {
    List<Step> steps = new ArrayList<>();
    for (Step step : each.steps()) {
      List<String> words = new ArrayList<>();
      Matcher matcher = WORD.matcher(step.command());
      while (matcher.find()) {
        words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      }
      steps.add(new Step(step.command(), program.run(words)));
    }
    return new Case(each.name(), steps);
  }

  private static String text(Case each) {
    StringBuilder text = new StringBuilder("## " + each.name() + "\n");
    for (Step step : each.steps()) {
      text.append("$ ").append(step.command()).append('\n').append(step.outcome().strip());
      text.append('\n');
    }
    return text.append('\n').toString();
  }

  /** What Terraform says without a heading we say in our own words. */
  private static String likeTerraform(Case each, Program program) throws Exception {
    List<Step> steps = new ArrayList<>();
    List<Step> found = run(each, program).steps();
    for (int index = 0; index < found.size(); index++) {
      Step step = found.get(index);
      boolean isFree = each.steps().get(index).outcome().lines().anyMatch("!!"::equals);
      steps.add(
          isFree ? new Step(step.command(), step.outcome().replaceAll("(?m)^!! .*$", "!!")) : step);
    }
    return text(new Case(each.name(), steps));
  }

  private Program planform() throws IOException {
    Path module = module();
    ShellFixture shell = shell(module);
    assertEquals(0, shell.run("state", "import-tfstate", "terraform.tfstate"), shell.err());
    return words -> {
      int code = shell.run(words.toArray(String[]::new));
      return outcome(shell.out(), shell.err(), code);
    };
  }

  private Program terraform() throws Exception {
    Path module = module();
    String _ = outcome(module, List.of("init", "-input=false"));
    return words -> outcome(module, words);
  }

  private ShellFixture shell(Path module) {
    Map<String, String> environment = Map.of("PLANFORM_HOME", folder.resolve("home").toString());
    return new ShellFixture(module, environment, Main.commands());
  }

  /** A copy of the module, with files that are no later states of it. */
  private Path module() throws IOException {
    Path module = Files.createTempDirectory(folder, "module");
    try (Stream<Path> files = Files.walk(MODULE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = module.resolve(MODULE.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    String state = Files.readString(MODULE.resolve("terraform.tfstate"));
    Map<String, String> variants =
        Map.of(
            "older", state.replace("\"serial\": 20", "\"serial\": 8"),
            "later", state.replace("\"serial\": 20", "\"serial\": 50"),
            "unrelated", state.replace("2b34c8aa", "00000000"),
            "different", state.replace("\"hello\"", "\"hallo\""),
            "future", "{\"version\": 5}",
            "nothing", "{}",
            "nonsense", "hello");
    for (Map.Entry<String, String> variant : variants.entrySet()) {
      Files.writeString(module.resolve(variant.getKey() + ".tfstate"), variant.getValue());
    }
    return module;
  }

  private static String outcome(Path module, List<String> arguments)
      throws IOException, InterruptedException {
    Path out = module.resolve("said.out");
    Path err = module.resolve("said.err");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("terraform"), arguments.stream()).toList())
            .directory(module.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    int code = builder.start().waitFor();
    return outcome(
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8),
        code);
  }

  private static String outcome(String out, String err, int code) {
    boolean isWarning = out.startsWith("\nWarning: ");
    StringBuilder text =
        new StringBuilder(isWarning ? "" : COLOR.matcher(out).replaceAll("").strip());
    String bare = COLOR.matcher(isWarning ? out : err).replaceAll("");
    Matcher summaries = SUMMARY.matcher(bare);
    boolean isPlain = true;
    while (summaries.find()) {
      isPlain = false;
      text.append(text.isEmpty() ? "" : "\n").append("!! ").append(summaries.group(1));
    }
    if (isPlain && !bare.isBlank()) {
      text.append(text.isEmpty() ? "" : "\n").append("!!");
    }
    return text.append(text.isEmpty() ? "" : "\n")
        .append('[')
        .append(code)
        .append("]\n")
        .toString();
  }
}
