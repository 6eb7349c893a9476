package io.planform.planner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real {@code terraform console}, in a copy of a directory: a process for each expression. */
final class TerraformConsole implements AutoCloseable {
  private static final Pattern SUMMARY = Pattern.compile("Error: (.*)");
  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Path directory;

  private TerraformConsole(Path directory) {
    this.directory = directory;
  }

  static boolean isThere() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
  }

  static TerraformConsole in(Path configuration) throws IOException {
    Path directory = Files.createTempDirectory("terraform-console");
    Files.copy(configuration.resolve("main.tf"), directory.resolve("main.tf"));
    TerraformConsole console = new TerraformConsole(directory);
    String _ = console.run("", "init");
    return console;
  }

  /** What it prints, or {@code ! } and the summary of its error. */
  String answer(String expression) throws IOException {
    String output = run(expression + "\n", "console");
    Matcher error = SUMMARY.matcher(output);
    return error.find() ? "! " + error.group(1) : output.strip();
  }

  private String run(String input, String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("terraform", command));
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream stdout = process.getInputStream()) {
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      return STYLE.matcher(output).replaceAll("");
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
