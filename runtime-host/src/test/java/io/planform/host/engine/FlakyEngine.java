package io.planform.host.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers pings and tells events like an engine, and hangs up when it is told to. */
final class FlakyEngine implements AutoCloseable {
  private static final String HANG_UP = "";

  private final Path socket;
  private final ServerSocketChannel server;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  FlakyEngine(Path socket) throws IOException {
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  Path socket() {
    return socket;
  }

  void tell(String event) {
    events.add(event);
  }

  /** Ends the subscription that there is, and so many attempts after it. */
  void hangUp(int times) {
    refusals.set(times);
    events.add(HANG_UP);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      for (String head = head(client); !head.isEmpty(); head = head(client)) {
        if (!head.contains("/events")) {
          write(client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          return;
        } else {
          tellEvents(client);
          return;
        }
      }
    } catch (IOException e) {
      // The client hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellEvents(SocketChannel client) throws IOException, InterruptedException {
    write(
        client,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String event = events.take(); !event.equals(HANG_UP); event = events.take()) {
      write(client, Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }
  }

  private static String head(SocketChannel client) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      one.clear();
      if (client.read(one) < 0) {
        return "";
      }
      head.append((char) one.get(0));
    }
    return head.toString();
  }

  private static void write(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
