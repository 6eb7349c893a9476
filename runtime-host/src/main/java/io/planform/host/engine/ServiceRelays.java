package io.planform.host.engine;

import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * Lets one instance reach services of this machine, and nothing else of it: each has a port inside
 * whose connections are passed on. The services know the callers by what they sign with.
 */
final class ServiceRelays implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int BUFFER = 16 << 10;

  private final List<ServerSocketChannel> servers = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap.KeySetView<SocketChannel, Boolean> open =
      ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(MOST_CONNECTIONS);

  /** Listens inside. */
  void serve(NetworkNamespace network, List<Service> services) throws IOException {
    for (Service service : services) {
      ServerSocketChannel server = network.listen(service.inside());
      servers.add(server);
      Thread.ofVirtual().name("services").start(() -> acceptAll(server, service));
    }
  }

  private void acceptAll(ServerSocketChannel server, Service service) {
    try {
      while (true) {
        SocketChannel inside = server.accept();
        free.acquire();
        Thread.ofVirtual().start(() -> relay(inside, service));
      }
    } catch (IOException e) {
      // Closed: the instance is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void relay(SocketChannel inside, Service service) {
    try (inside;
        SocketChannel outside =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), service.outside()))) {
      open.add(inside);
      inside.setOption(StandardSocketOptions.TCP_NODELAY, true);
      outside.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread back = Thread.ofVirtual().start(() -> pass(outside, inside));
      pass(inside, outside);
      back.join();
    } catch (IOException e) {
      // Who called sees that the connection ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(inside);
      free.release();
    }
  }

  /** Until the one side says no more, which the other is told. */
  private static void pass(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      breakOff(from);
      breakOff(to);
    }
  }

  private static void breakOff(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to release.
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
    open.forEach(ServiceRelays::breakOff);
  }
}
