package io.planform.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the real {@code terraform} says of a root module, in the words of the refusal cases. */
final class Oracle {
  private static final Pattern NEEDS_INIT = Pattern.compile("(?m)^(module|  backend) ");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Oracle() {}

  static String outcome(Path module) throws IOException, InterruptedException {
    if (NEEDS_INIT.matcher(Files.readString(module.resolve("main.tf"))).find()) {
      String _ = run(module, "init", "-input=false");
    }
    JsonNode validation = JSON.readTree(run(module, "validate", "-json"));
    StringBuilder found = new StringBuilder();
    validation.get("diagnostics").forEach(each -> error(each, found));
    if (!found.isEmpty()) {
      return "validate\n" + found;
    }
    for (String line : run(module, "plan", "-json", "-input=false").lines().toList()) {
      JsonNode event = JSON.readTree(line);
      if (event.path("type").asText().equals("diagnostic")) {
        error(event.get("diagnostic"), found);
      }
    }
    return found.isEmpty() ? "planned\n" : "plan\n" + found;
  }

  private static void error(JsonNode diagnostic, StringBuilder found) {
    if (diagnostic.get("severity").asText().equals("error")) {
      found.append("!! ");
      JsonNode range = diagnostic.get("range");
      if (range != null) {
        JsonNode start = range.get("start");
        found.append(range.get("filename").asText()).append(':');
        found.append(start.get("line").asInt()).append(':').append(start.get("column").asInt());
        found.append(' ');
      }
      found.append(diagnostic.get("summary").asText()).append('\n');
    }
  }

  /** An answer with its exit code. */
  record Said(int code, String text) {}

  static String run(Path module, String... arguments) throws IOException, InterruptedException {
    return ask(module, arguments).text();
  }

  static Said ask(Path module, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("terraform"), Stream.of(arguments)).toList());
    builder.directory(module.toFile()).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_CLI_CONFIG_FILE", "/dev/null",
                "CHECKPOINT_DISABLE", "1",
                "TF_CLI_ARGS", "-no-color"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said);
  }
}
