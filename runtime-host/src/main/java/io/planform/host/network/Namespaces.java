package io.planform.host.network;

import io.planform.host.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of instances: each is made for one instance and never given to another. A few are
 * made ahead; they hold a file, no process.
 */
public final class Namespaces implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Namespaces.class);
  private static final int AHEAD = 8;

  /** As the container engine sets it up, with what comes on standard input. */
  private static final String SETUP =
      """
      set -e
      for each in all default; do
        file=/proc/sys/net/ipv6/conf/$each/disable_ipv6
        [ ! -e $file ] || echo 1 >$file
      done
      echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
      echo '0 2147483647' >/proc/sys/net/ipv4/ping_group_range
      exec ip -batch -
      """;

  private final Path folder;
  private final FunctionNetwork network;
  private final VpcNetworks vpcs;
  private final BlockingQueue<NetworkNamespace> ready = new LinkedBlockingQueue<>();
  private final AtomicBoolean making = new AtomicBoolean();
  private volatile boolean closed;

  private Namespaces(Path folder, FunctionNetwork network) {
    this.folder = folder;
    this.network = network;
    this.vpcs = new VpcNetworks(folder);
  }

  /**
   * Makes the folder anew; whatever is made in it appears wherever it is bound to.
   *
   * @throws IOException when this machine does not let us
   */
  public static Namespaces open(Path folder, FunctionNetwork network) throws IOException {
    remove(folder);
    Files.createDirectories(folder);
    NetworkCommand.run(List.of("mount", "--bind", folder.toString(), folder.toString()), "");
    NetworkCommand.run(List.of("mount", "--make-shared", folder.toString()), "");
    return new Namespaces(folder, network);
  }

  /** Removes what an earlier process left. */
  private static void remove(Path folder) {
    try (Stream<Path> left = Files.list(folder)) {
      left.forEach(NetworkNamespace::remove);
    } catch (IOException e) {
      // There is none before the first start.
    }
    while (Command.run(List.of("umount", "--lazy", folder.toString())).succeeded()) {
      // Once for each process that ended without doing it.
    }
  }

  public Path folder() {
    return folder;
  }

  /** One that nobody had. */
  private NetworkNamespace take() throws IOException {
    @Nullable NetworkNamespace made = ready.poll();
    refill();
    return made == null ? make(network.cable()) : made;
  }

  /**
   * One in which an instance reaches what it may.
   *
   * @throws IOException when it cannot be made
   */
  public NetworkNamespace take(Access access) throws IOException {
    return switch (access) {
      case Access.Internet _ -> take();
      case Access.Nothing _ -> secluded();
      case Access.InVpc member -> make(Optional.of(vpcs.cable(member)));
    };
  }

  /** The virtual networks that there should be, now and whenever it is asked again. */
  public void follow(Supplier<NetworkPlan> plan) {
    vpcs.follow(plan);
  }

  /** One without any way out, for what is to be in no network. */
  public NetworkNamespace secluded() throws IOException {
    return make(Optional.empty());
  }

  /** Those that were made ahead lead to a bridge that may be another now. */
  public void renew() {
    discard();
    refill();
    vpcs.restore();
  }

  private void refill() {
    if (!closed && making.compareAndSet(false, true)) {
      Thread.ofVirtual().name("networks").start(this::makeAhead);
    }
  }

  private void makeAhead() {
    try {
      while (!closed && ready.size() < AHEAD) {
        ready.add(make(network.cable()));
      }
    } catch (IOException e) {
      LOG.warn("no network is made ahead: {}", e.getMessage());
    } finally {
      making.set(false);
    }
    if (closed) {
      discard();
    }
  }

  private NetworkNamespace make(Optional<Cable> cable) throws IOException {
    String name = "pv" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    Path file = folder.resolve(name);
    var made = new NetworkNamespace(file, cable);
    try {
      Files.createFile(file);
      NetworkCommand.run(
          List.of("unshare", "--net=" + file, "/bin/sh", "-c", SETUP),
          "link set lo up\n" + cable.map(each -> each.commands(name)).orElse(""));
      if (cable.isPresent()) {
        cable.get().plug(name);
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void discard() {
    @Nullable NetworkNamespace each = ready.poll();
    while (each != null) {
      each.close();
      each = ready.poll();
    }
  }

  @Override
  public void close() {
    closed = true;
    discard();
    while (making.get()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    discard();
    vpcs.close();
    remove(folder);
  }
}
