package io.planform.host.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
      FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
      Thread.ofVirtual().start(output);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return tooLong(words);
      }
      byte[] text = output.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return new Outcome(process.exitValue(), new String(text, StandardCharsets.UTF_8).strip());
    } catch (IOException | ExecutionException e) {
      return new Outcome(127, words.getFirst() + " cannot be run: " + e.getMessage());
    } catch (TimeoutException e) {
      return tooLong(words);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(130, words.getFirst() + " was interrupted");
    }
  }

  private static Outcome tooLong(List<String> words) {
    return new Outcome(124, words.getFirst() + " did not end in " + TIMEOUT_SECONDS + " s");
  }
}
