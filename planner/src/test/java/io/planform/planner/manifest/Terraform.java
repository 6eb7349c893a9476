package io.planform.planner.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real one, where it is installed: the oracle that goldens are taken from. */
final class Terraform {
  private Terraform() {}

  static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
  }

  /** The outcome for a module, in the notation of {@link SyntaxCase}. */
  static String outcome(Path directory) throws IOException {
    JsonNode answer =
        JsonMapper.builder().build().readTree(run(directory, "", "validate", "-json"));
    StringBuilder errors = new StringBuilder();
    for (JsonNode one : answer.get("diagnostics")) {
      if (one.get("severity").asText().equals("error")) {
        JsonNode range = one.get("range");
        errors.append("!! ");
        if (range != null) {
          JsonNode start = range.get("start");
          errors.append(range.get("filename").asText()).append(':');
          errors.append(start.get("line").asInt()).append(':').append(start.get("column").asInt());
          errors.append(' ');
        }
        errors.append(one.get("summary").asText()).append('\n');
      }
    }
    if (!errors.isEmpty()) {
      return errors.toString();
    }
    List<String> printed = run(directory, "jsonencode(local.x)\n", "console").lines().toList();
    for (String line : printed) {
      if (line.startsWith("\"")) {
        return "=> " + JsonMapper.builder().build().readTree(line).asText() + "\n";
      }
    }
    return "!! "
        + printed.stream()
            .filter(line -> line.contains("Error: "))
            .findFirst()
            .orElse(printed.toString())
            .replaceAll(".*Error: ", "")
        + "\n";
  }

  private static String run(Path directory, String input, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("terraform"), Stream.of(arguments)).toList());
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().put("TF_CLI_ARGS", "-no-color");
    Process process = builder.start();
    try (var stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
