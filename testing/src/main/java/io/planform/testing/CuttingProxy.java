package io.planform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on loopback that can cut all its connections after a number of bytes, once; then it
 * goes on as if nothing had been.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final AtomicLong toServer = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong toClient = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong cuts = new AtomicLong();

  public CuttingProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Lets so many more bytes reach the server, and then cuts the connection. */
  public void cutBeforeServer(long bytes) {
    toServer.set(bytes);
  }

  /** Lets so many more bytes reach the client, and then cuts the connection. */
  public void cutBeforeClient(long bytes) {
    toClient.set(bytes);
  }

  /** How often a connection was cut. */
  public long cuts() {
    return cuts.get();
  }

  /** Cuts no more. */
  public void heal() {
    toServer.set(Long.MAX_VALUE);
    toClient.set(Long.MAX_VALUE);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pump(client, upstream, toServer));
        Thread.ofVirtual().start(() -> pump(upstream, client, toClient));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicLong allowed) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int length = read;
        long before =
            allowed.getAndUpdate(
                left ->
                    left == Long.MAX_VALUE ? left : left < length ? Long.MAX_VALUE : left - length);
        if (before < length) {
          out.write(buffer, 0, (int) before);
          out.flush();
          cuts.incrementAndGet();
          return;
        }
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // One end is gone; closing both tells the other.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
