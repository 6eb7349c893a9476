package io.planform.host.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a program of the operating system, found on {@code PATH}. */
public final class Command {
  private static final long TIMEOUT_SECONDS = 30;

  private Command() {}

  /**
   * How a program ended.
   *
   * @param output standard output and standard error together
   */
  public record Outcome(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** Runs the program to its end; a program that cannot be run has the status 127. */
  public static Outcome run(List<String> words) {
    return run(words, "");
  }

  /** Runs the program with this standard input. */
  public static Outcome run(List<String> words, String input) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(124, words.getFirst() + " did not end in " + TIMEOUT_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), output.strip());
    } catch (IOException e) {
      return new Outcome(127, words.getFirst() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(130, words.getFirst() + " was interrupted");
    }
  }
}
