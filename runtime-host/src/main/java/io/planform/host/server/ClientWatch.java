package io.planform.host.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Notices clients who go, or take nothing any more, while an answer is streamed to them: nothing is
 * read from them by then, and who writes nothing does not notice either.
 */
final class ClientWatch implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final String ESTABLISHED = "01";

  private final long patienceNanos;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("clients").factory());

  /**
   * Watches until it is closed.
   *
   * @param patience for how long a client may take nothing of what is written
   */
  ClientWatch(Duration patience) {
    this.patienceNanos = patience.toNanos();
    long millis = BETWEEN_LOOKS.toMillis();
    Future<?> _ = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * A client who is sent an answer.
   *
   * @param gone runs once, in another thread
   */
  Watched watch(int localPort, int remotePort, OutputStream out, Runnable gone) {
    var client = new Watched(new Ports(localPort, remotePort), out, gone);
    watched.add(client);
    return client;
  }

  /** The two ends of a connection on the loopback. */
  private record Ports(int local, int remote) {}

  private void look() {
    if (watched.isEmpty()) {
      return;
    }
    List<Watched> asked = List.copyOf(watched);
    Set<Ports> open = established();
    long now = System.nanoTime();
    for (Watched each : asked) {
      if (!open.contains(each.ports) || each.stuckFor(now) > patienceNanos) {
        each.close();
        each.gone.run();
      }
    }
  }

  /** Connections that neither side has ended (proc(5)). */
  private static Set<Ports> established() {
    Set<Ports> found = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      try (var lines = Files.lines(Path.of("/proc/net", table))) {
        lines
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields[3].equals(ESTABLISHED))
            .forEach(fields -> found.add(new Ports(port(fields[1]), port(fields[2]))));
      } catch (IOException e) {
        // This kernel has no such table.
      }
    }
    return found;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  /** What is written to a client. */
  final class Watched extends FilterOutputStream {
    private final Ports ports;
    private final Runnable gone;

    /** When the write began that goes on; 0 while none does. */
    private volatile long since;

    private Watched(Ports ports, OutputStream out, Runnable gone) {
      super(out);
      this.ports = ports;
      this.gone = gone;
    }

    private long stuckFor(long now) {
      long begun = since;
      return begun == 0 ? 0 : now - begun;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      since = System.nanoTime() | 1;
      try {
        out.write(bytes, from, length);
      } finally {
        since = 0;
      }
    }

    @Override
    public void flush() throws IOException {
      since = System.nanoTime() | 1;
      try {
        out.flush();
      } finally {
        since = 0;
      }
    }

    /** Watches no more; the stream stays open. */
    @Override
    public void close() {
      watched.remove(this);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
