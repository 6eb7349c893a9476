package io.planform.bench;

import io.helidon.webserver.WebServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The least a host could be: the same server, which passes bodies on to one process over pooled
 * sockets, and knows nothing of callers, functions and logs.
 */
final class BareProxy {
  private final ConcurrentLinkedDeque<Connection> pool = new ConcurrentLinkedDeque<>();
  private final int target;

  private BareProxy(int target) {
    this.target = target;
  }

  /** Takes the port of the target, prints its own, and serves until it is ended. */
  public static void main(String[] arguments) {
    BareProxy proxy = new BareProxy(Integer.parseInt(arguments[0]));
    WebServer server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(
                routing ->
                    routing.any(
                        (in, out) ->
                            out.send(proxy.pass(in.content().inputStream().readAllBytes()))))
            .build()
            .start();
    System.out.println(server.port());
  }

  private byte[] pass(byte[] body) {
    Connection connection = pool.poll();
    try {
      connection = connection == null ? Connection.to(target) : connection;
      byte[] answer = connection.post(body);
      pool.push(connection);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An HTTP connection that is kept; what it reads must have a {@code Content-Length}. */
  record Connection(Socket socket, BufferedInputStream in) {
    static Connection to(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return new Connection(socket, new BufferedInputStream(socket.getInputStream(), 16384));
    }

    byte[] post(byte[] body) throws IOException {
      String head =
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n";
      byte[] request = new byte[head.length() + body.length];
      System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, request, 0, head.length());
      System.arraycopy(body, 0, request, head.length(), body.length);
      return exchange(request);
    }

    byte[] exchange(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      int length = -1;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      byte[] body = in.readNBytes(length);
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException(status + "\n" + new String(body, StandardCharsets.UTF_8));
      }
      return body;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection was closed");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }
}
