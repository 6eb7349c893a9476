package io.planform.host.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that has left HTTP behind. One thread may read while another writes. */
public final class ClientConnection {
  private final ConnectionContext context;
  private final UpgradeService.Session session;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ClientConnection(ConnectionContext context, UpgradeService.Session session) {
    this.context = context;
    this.session = session;
  }

  static ServerConnection serving(ConnectionContext context, UpgradeService.Session session) {
    return new ClientConnection(context, session).new Served();
  }

  /**
   * What the client sent next; waits for it.
   *
   * @throws IOException where the client is gone
   */
  public byte[] read() throws IOException {
    try {
      context.dataReader().ensureAvailable();
      return context.dataReader().readBytes(context.dataReader().available());
    } catch (RuntimeException e) {
      // The server has no others for connections that end.
      throw new EOFException("the client is gone");
    }
  }

  /**
   * @throws IOException where the client is gone
   */
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      context.dataWriter().writeNow(BufferData.create(bytes, from, length));
    } catch (RuntimeException e) {
      throw new IOException("the client is gone", e);
    }
  }

  /** The same for those who read and write channels. */
  public ByteChannel channel() {
    return new Channel();
  }

  private final class Channel implements ByteChannel {
    @Override
    public int read(ByteBuffer target) {
      try {
        context.dataReader().ensureAvailable();
        int count = Math.min(target.remaining(), context.dataReader().available());
        target.put(context.dataReader().readBytes(count));
        return count;
      } catch (RuntimeException e) {
        return -1;
      }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      ClientConnection.this.write(bytes, 0, bytes.length);
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return !closed.get();
    }

    @Override
    public void close() {
      ClientConnection.this.close();
    }
  }

  /** Writes the head of an answer of HTTP/1.1. */
  public void writeHead(int status, String reason, Map<String, List<String>> headers)
      throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
    headers.forEach(
        (name, values) ->
            values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    write(bytes, 0, bytes.length);
  }

  /** Answers as HTTP/1.1 does, once and for all. */
  public void answer(Response response) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>(response.headers());
    headers.put("Connection", List.of("close"));
    headers.put("Content-Length", List.of(Integer.toString(response.body().length)));
    writeHead(response.status(), "", headers);
    write(response.body(), 0, response.body().length);
  }

  /** Whoever reads or writes is told that the client is gone. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      context.serverSocket().close();
    }
  }

  private final class Served implements ServerConnection {
    @Override
    public void handle(Limit limit) {
      try {
        session.serve(ClientConnection.this);
      } finally {
        close(true);
      }
    }

    /** What is silent for long may be so by agreement: the function's time limits it. */
    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      ClientConnection.this.close();
    }
  }
}
