package io.planform.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a user has it: a process, what it prints, and its exit code. */
final class Planform {
  private static final Path LAUNCHER = Path.of(System.getProperty("planform.launcher"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path home;
  private final Path directory;

  Planform(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /** Runs to the end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("planform", ".out");
    Path err = Files.createTempFile("planform", ".err");
    Process process =
        process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end after " + PATIENCE + ": " + String.join(" ", arguments));
    }
    Result result =
        new Result(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return result;
  }

  /** Starts and returns at once; the output goes nowhere. */
  Process start(String... arguments) throws IOException {
    return process(arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private ProcessBuilder process(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("PLANFORM_HOME", home.toString());
    builder.environment().put("NO_COLOR", "1");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return builder;
  }

  record Result(int exit, String out, String err) {
    Result succeeds() {
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + "\n" + this);
      }
      return this;
    }

    @Override
    public String toString() {
      return out + err;
    }
  }
}
