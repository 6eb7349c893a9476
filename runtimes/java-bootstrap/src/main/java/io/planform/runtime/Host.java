package io.planform.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection to the host: HTTP/1.1, one request at a time. It takes the host's Unix socket; Java
 * before 16 knows none and takes the address at which the same API is given to custom runtimes.
 */
final class Host implements AutoCloseable {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9000);

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  Host(String socket) throws IOException {
    buffer.flip();
    channel = SocketChannel.open(address(socket));
  }

  private static SocketAddress address(String socket) {
    try {
      return (SocketAddress)
          Class.forName("java.net.UnixDomainSocketAddress")
              .getMethod("of", String.class)
              .invoke(null, socket);
    } catch (ReflectiveOperationException e) {
      return LOOPBACK;
    }
  }

  Answer get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nHost: planform\r\n\r\n", new byte[0]);
  }

  void post(String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: planform\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    exchange(head, body);
  }

  private Answer exchange(String head, byte[] body) throws IOException {
    ByteBuffer[] request = {
      ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)
    };
    while (request[0].hasRemaining() || request[1].hasRemaining()) {
      channel.write(request);
    }
    String status = line();
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    byte[] content = bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("the host answered: " + status);
    }
    return new Answer(headers, content);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private int read() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.get() & 0xff;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] content = new byte[count];
    int done = 0;
    while (done < count) {
      if (!buffer.hasRemaining()) {
        fill();
      }
      int part = Math.min(count - done, buffer.remaining());
      buffer.get(content, done, part);
      done += part;
    }
    return content;
  }

  private void fill() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the host closed the connection");
    }
    buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
