package io.planform.host.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A script of a recipe that runs on this machine. It tells its progress on standard output, and
 * ends with 3 after naming on standard error what is missing on the machine.
 */
final class RecipeScript {
  private static final int MISSING_ON_MACHINE = 3;

  private final Path script;
  private final Path log;

  /**
   * @param log where its standard error goes
   */
  RecipeScript(Path script, Path log) {
    this.script = script;
    this.log = log;
  }

  /**
   * @param failure what is told when it fails
   * @throws RecipeException when it does not end well
   */
  void run(String failure, Consumer<String> progress, String... arguments) {
    try {
      int status = process(progress, arguments);
      if (status == MISSING_ON_MACHINE) {
        throw new RecipeException(failure, Files.readString(log).strip());
      }
      if (status != 0) {
        throw new RecipeException(
            failure + ": " + script.getFileName() + " ended with status " + status,
            "its output ends with: " + lastLine());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecipeException(failure + ": it was interrupted", "run it again");
    }
  }

  private int process(Consumer<String> progress, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectError(log.toFile()).start();
    process.getOutputStream().close();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(progress);
    }
    return process.waitFor();
  }

  private String lastLine() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElse("nothing");
  }
}
