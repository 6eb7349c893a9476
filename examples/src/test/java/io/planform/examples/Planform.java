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
    return start(arguments).end();
  }

  /** Starts and returns at once. */
  Running start(String... arguments) throws IOException {
    Files.createDirectories(home);
    Path out = Files.createTempFile(home, "planform", ".out");
    Path err = Files.createTempFile(home, "planform", ".err");
    Process process =
        process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Running(process, out, err);
  }

  /** A process, and the files to which it prints. */
  record Running(Process process, Path out, Path err) {

    Result end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end after " + PATIENCE + ": " + read(out) + read(err));
      }
      Result result = new Result(process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    }

    /** Waits until it has printed a text, which is before its end. */
    void awaitPrinted(String text) throws IOException, InterruptedException {
      while (!(read(out) + read(err)).contains(text)) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("\"" + text + "\" is not there: " + read(out) + read(err));
        }
      }
    }

    /** Sends a signal such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private static String read(Path file) throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
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
