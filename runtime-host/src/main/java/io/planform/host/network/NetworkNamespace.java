package io.planform.host.network;

import io.planform.host.process.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The network of one instance, made by the host: loopback, and a cable to the bridge of functions
 * or to a VPC. Nothing runs in it but the instance. The host's own sockets in it are opened from
 * outside.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final NamespaceCalls CALLS = new NamespaceCalls();
  private static final int BACKLOG = 128;

  private final Path file;
  private final Optional<Cable> cable;

  NetworkNamespace(Path file, Optional<Cable> cable) {
    this.file = file;
    this.cable = cable;
  }

  /** What it is called among the others of its folder. */
  public String name() {
    return file.getFileName().toString();
  }

  /** Its address on the bridge; empty where it has no network. */
  public Optional<String> address() {
    return cable.map(Cable::address);
  }

  /** Whom an instance in it asks for names. */
  public List<String> nameServers() {
    return cable.map(Cable::nameServers).orElseGet(NameServers::ofThisMachine);
  }

  /** Listens inside, on loopback. */
  public ServerSocketChannel listen(int port) throws IOException {
    ServerSocketChannel server =
        CALLS.inNetwork(file, () -> ServerSocketChannel.open(StandardProtocolFamily.INET));
    try {
      server.bind(loopback(port), BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /**
   * A connection to a port inside, on loopback.
   *
   * @throws IOException when nothing listens there
   */
  public SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        CALLS.inNetwork(file, () -> SocketChannel.open(StandardProtocolFamily.INET));
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(loopback(port));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether the process is in this network. */
  public boolean holds(long process) {
    return inode(of(process)).equals(inode(file));
  }

  /** Whether the process runs and is in another network. */
  public boolean misses(long process) {
    Optional<Object> found = inode(of(process));
    return found.isPresent() && !found.equals(inode(file));
  }

  private static Path of(long process) {
    return Path.of("/proc/" + process + "/ns/net");
  }

  private static Optional<Object> inode(Path file) {
    try {
      return Optional.of(Files.getAttribute(file, "unix:ino"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Names the machine that a process of the instance sees itself on. */
  public static void nameMachine(long process, String machine) throws IOException {
    CALLS.nameMachine(process, machine);
  }

  private static InetSocketAddress loopback(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** It ends with the last process in it; no new one finds it. */
  @Override
  public void close() {
    remove(file);
    cable.ifPresent(Cable::giveBack);
  }

  static void remove(Path file) {
    Command.run(List.of("umount", "--lazy", file.toString()));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Removed with its folder at the next start.
    }
  }
}
