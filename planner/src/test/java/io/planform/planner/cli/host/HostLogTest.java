package io.planform.planner.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostLogTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 999, 1000, 1001})
  void lastLinesAreCountedFromTheEnd(int count) throws IOException {
    List<String> lines =
        IntStream.range(0, 1000).mapToObj(i -> "line " + i + "·".repeat(50)).toList();
    HostLog log = log(String.join("\n", lines) + "\n");
    assertEquals(lines.subList(1000 - Math.min(1000, count), 1000), log.lastLines(count));
  }

  @Test
  void aLastLineWithoutItsEndCounts() throws IOException {
    assertEquals(List.of("b", "c"), log("a\nb\nc").lastLines(2));
  }

  @Test
  void emptyLinesCount() throws IOException {
    assertEquals(List.of("", "b"), log("a\n\nb\n").lastLines(2));
  }

  @Test
  void thereAreNoLinesWithoutAFile() throws IOException {
    assertEquals(List.of(), new HostLog(folder.resolve("none")).lastLines(5));
  }

  @Test
  void rotationKeepsThreeOlderOnes() throws IOException {
    HostLog log = new HostLog(folder.resolve("host.log"));
    for (int run = 0; run < 6; run++) {
      log.rotate();
      Files.writeString(log.file(), "run " + run);
    }
    assertEquals("run 5", Files.readString(log.file()));
    assertEquals("run 4", Files.readString(folder.resolve("host.log.1")));
    assertEquals("run 2", Files.readString(folder.resolve("host.log.3")));
    assertFalse(Files.exists(folder.resolve("host.log.4")));
  }

  @Test
  void followingGoesOnIntoTheLogOfTheNextHost() throws Exception {
    HostLog log = log("old\nfirst\n");
    Expected out = new Expected();
    Thread follower =
        Thread.startVirtualThread(
            () -> {
              try {
                log.follow(1, out);
              } catch (IOException | InterruptedException e) {
                // The test ends by interrupting.
              }
            });
    out.await("first\n");
    Files.writeString(log.file(), "second\n", StandardOpenOption.APPEND);
    out.await("first\nsecond\n");
    log.rotate();
    Files.writeString(log.file(), "third\n");
    out.await("first\nsecond\nthird\n");
    follower.interrupt();
    follower.join();
  }

  private HostLog log(String text) throws IOException {
    return new HostLog(Files.writeString(folder.resolve("host.log"), text));
  }

  /** What was written so far, to be waited for. */
  private static final class Expected extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      written.write(b);
      notifyAll();
    }

    synchronized void await(String text) throws InterruptedException {
      long deadline = System.nanoTime() + 30_000_000_000L;
      while (!written.toString(StandardCharsets.UTF_8).equals(text)
          && System.nanoTime() < deadline) {
        wait(100);
      }
      assertEquals(text, written.toString(StandardCharsets.UTF_8));
    }
  }
}
