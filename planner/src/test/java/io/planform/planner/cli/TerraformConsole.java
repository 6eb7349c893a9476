package io.planform.planner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real {@code terraform console}, in a copy of a directory: a process for each expression. */
final class TerraformConsole implements AutoCloseable {
  private static final Pattern SUMMARY = Pattern.compile("Error: (.*)");
  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final String EXPRESSIONS = "expressions.tf";
  private static final Pattern PLACE = Pattern.compile("on expressions\\.tf line (\\d+)");
  private static final Pattern MARK = Pattern.compile("  \"#(\\d+)\",");

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

  /**
   * What it prints for each of many expressions, in two processes: those that are errors, which are
   * not in the answer, are found first.
   */
  Map<Integer, String> answers(List<String> expressions) throws IOException {
    List<Integer> valid = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      valid.add(i);
    }
    while (true) {
      StringBuilder locals = new StringBuilder("locals {\n");
      StringJoiner question = new StringJoiner(", ", "[", "]\n");
      for (int i : valid) {
        locals.append("  e" + i + " = " + expressions.get(i) + "\n");
        question.add("\"#" + i + "\", local.e" + i);
      }
      Files.writeString(directory.resolve(EXPRESSIONS), locals + "}\n");
      String output = run(question.toString(), "console");
      List<Integer> errors =
          PLACE.matcher(output).results().map(place -> Integer.parseInt(place.group(1))).toList();
      if (errors.isEmpty()) {
        return numbered(output);
      }
      valid.removeAll(errors.stream().map(line -> valid.get(line - 2)).toList());
    }
  }

  /** The parts of a printed tuple in which {@code "#7"} stands before the value with number 7. */
  static Map<Integer, String> numbered(String printed) {
    Map<Integer, String> answers = new HashMap<>();
    int number = -1;
    for (String line : printed.split("\n", -1)) {
      Matcher mark = MARK.matcher(line);
      if (mark.matches()) {
        number = Integer.parseInt(mark.group(1));
      } else if (line.equals("]") || line.equals("[")) {
        number = -1;
      } else if (number >= 0) {
        answers.merge(number, line, (before, more) -> before + "\n" + more);
      }
    }
    return answers;
  }

  private String run(String input, String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("terraform", command));
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
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
