package io.planform.host.engine;

import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Where an instance reaches its runtime API: a socket in its directory for our bootstraps, and port
 * 9000 for others. A function that opens connections without end is served a bounded number of
 * them; the others wait in the kernel's queue.
 */
final class RuntimeSocket implements AutoCloseable {
  private static final int PORT = 9000;
  private static final int BACKLOG = 128;

  private final List<ServerSocketChannel> servers;
  private final Semaphore free = new Semaphore(0);

  private RuntimeSocket(List<ServerSocketChannel> servers) {
    this.servers = servers;
  }

  static RuntimeSocket open(InstanceDirectory directory, NetworkNamespace network)
      throws IOException {
    ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      local.bind(UnixDomainSocketAddress.of(directory.apiSocket()), BACKLOG);
      InstanceDirectory.permit(directory.apiSocket(), "rw-rw-rw-");
      return new RuntimeSocket(List.of(local, network.listen(PORT)));
    } catch (IOException e) {
      local.close();
      throw e;
    }
  }

  /** Serves as many connections as are admitted, each on a virtual thread, until it is closed. */
  void serve(Consumer<ByteChannel> connected) {
    servers.forEach(
        server -> Thread.ofVirtual().name("runtime-api").start(() -> acceptAll(server, connected)));
  }

  /** Allows so many more connections at once. */
  void admit(int more) {
    free.release(more);
  }

  private void acceptAll(ServerSocketChannel server, Consumer<ByteChannel> connected) {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        free.acquire();
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
      if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      connected.accept(channel);
    } catch (IOException e) {
      // The other side was faster.
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    for (ServerSocketChannel server : servers) {
      try {
        server.close();
      } catch (IOException e) {
        // Nothing is left to release.
      }
    }
  }
}
