package io.planform.host.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The host's side of the instance protocol, for one instance. */
final class ProtocolHost implements AutoCloseable {

  /** What the bootstrap posted, and where. */
  record Posted(String path, String body) {}

  private record Event(String requestId, String body, String header) {}

  private static final long PATIENCE_SECONDS = 30;

  private final ServerSocketChannel server;
  private final String specialization;
  private final Queue<SocketChannel> channels = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Posted> posts = new LinkedBlockingQueue<>();

  ProtocolHost(Path socket, String specialization) throws IOException {
    this.specialization = specialization;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    Thread.ofVirtual().start(this::accept);
  }

  /** Hands out an event to whoever asks next. */
  void send(String requestId, String body) {
    events.add(new Event(requestId, body, ""));
  }

  /** Has the pre-stop handler run. */
  void sendStop(String requestId) {
    events.add(new Event(requestId, "{}", "X-Planform-Call: pre_stop\r\n"));
  }

  /** The next thing posted; fails when nothing is in time. */
  Posted posted() throws InterruptedException {
    Posted posted = posts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (posted == null) {
      throw new AssertionError("nothing was posted within " + PATIENCE_SECONDS + " s");
    }
    return posted;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        channels.add(channel);
        Thread.ofPlatform().daemon().start(() -> serve(channel));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      InputStream input = new BufferedInputStream(Channels.newInputStream(channel));
      OutputStream output = Channels.newOutputStream(channel);
      for (String request = line(input); !request.isEmpty(); request = line(input)) {
        int length = 0;
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring("content-length:".length()).trim());
          }
        }
        String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
        String[] parts = request.split(" ", 3);
        answer(output, parts[0], parts[1], body);
      }
    } catch (IOException e) {
      // The bootstrap is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(OutputStream output, String method, String path, String body)
      throws IOException, InterruptedException {
    if (method.equals("POST")) {
      posts.add(new Posted(path, body));
      write(output, "", "");
    } else if (path.equals("/v1/planform/specialization")) {
      write(output, "", specialization);
    } else {
      Event event = events.take();
      long deadline = System.currentTimeMillis() + 5_000;
      String headers =
          "X-Cff-Request-Id: %s\r\nX-CFF-Invoke-Type: SYNC\r\nX-Planform-Deadline: %d\r\nX-CFF-Auth-Token: token-1\r\nX-Planform-Keys-Until: %d\r\n"
              .formatted(event.requestId(), deadline, deadline + 3_600_000);
      write(output, headers + event.header(), event.body());
    }
  }

  private static void write(OutputStream output, String headers, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(
        ("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + content.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    answer.writeBytes(content);
    answer.writeTo(output);
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Closes every connection, as a host does that ends or has no use for the instance. */
  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
