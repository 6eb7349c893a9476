package io.planform.host.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The socket on which an instance reaches its runtime API. A function that opens connections
 * without end is served a bounded number of them; the others wait in the kernel's queue.
 */
final class RuntimeSocket implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Semaphore free = new Semaphore(0);

  private RuntimeSocket(ServerSocketChannel server) {
    this.server = server;
  }

  static RuntimeSocket open(InstanceDirectory directory) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(directory.apiSocket()), 128);
      InstanceDirectory.permit(directory.apiSocket(), "rw-rw-rw-");
      return new RuntimeSocket(server);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Serves as many connections as are admitted, each on a virtual thread, until it is closed. */
  void serve(Consumer<ByteChannel> connected) {
    Thread.ofVirtual().name("runtime-api").start(() -> acceptAll(connected));
  }

  /** Allows so many more connections at once. */
  void admit(int more) {
    free.release(more);
  }

  private void acceptAll(Consumer<ByteChannel> connected) {
    try {
      while (true) {
        free.acquire();
        SocketChannel channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel, connected));
      }
    } catch (IOException e) {
      // Closed: the instance is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel channel, Consumer<ByteChannel> connected) {
    try (channel) {
      connected.accept(channel);
    } catch (IOException e) {
      // The other side was faster.
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // Nothing is left to release.
    }
  }
}
