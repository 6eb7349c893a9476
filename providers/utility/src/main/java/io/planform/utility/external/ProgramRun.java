package io.planform.utility.external;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** How a program ended. */
sealed interface ProgramRun {
  /** The most it may write, to each of its two outputs. */
  int MAX_OUTPUT = 16 << 20;

  record Finished(int code, byte[] out, String errors) implements ProgramRun {}

  record CutOff(String reason, String errors) implements ProgramRun {}

  /** Runs a program to its end, or to the limit. */
  static ProgramRun of(List<String> program, Path directory, byte[] input, Duration limit)
      throws IOException {
    Process process = new ProcessBuilder(program).directory(directory.toFile()).start();
    Executor threads = Thread::startVirtualThread;
    try {
      CompletableFuture<byte[]> out = reading(process.getInputStream(), threads);
      CompletableFuture<byte[]> errors = reading(process.getErrorStream(), threads);
      threads.execute(() -> write(process.getOutputStream(), input));
      CompletableFuture<Void> closed = CompletableFuture.allOf(out, errors);
      boolean tooMuch =
          closed
              .thenApply(_ -> out.join().length > MAX_OUTPUT || errors.join().length > MAX_OUTPUT)
              .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      if (tooMuch) {
        return new CutOff("it wrote more than " + MAX_OUTPUT + " bytes", "");
      }
      if (!closed.isDone() || !process.waitFor(limit)) {
        return new CutOff("it ran longer than " + limit.toSeconds() + " seconds", "");
      }
      String said = new String(errors.join(), StandardCharsets.UTF_8);
      return new Finished(process.exitValue(), out.join(), said);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new CutOff("the run was interrupted", "");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream stream, Executor threads) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return stream.readNBytes(MAX_OUTPUT + 1);
          } catch (IOException _) {
            return new byte[0];
          }
        },
        threads);
  }

  /** A program need not read its input. */
  private static void write(OutputStream stream, byte[] input) {
    try (stream) {
      stream.write(input);
    } catch (IOException _) {
      // It ended, or closed its input: what it writes tells the rest.
    }
  }
}
