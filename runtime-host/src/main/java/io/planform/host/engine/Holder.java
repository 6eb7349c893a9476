package io.planform.host.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A container that others are started in the network of, since that is how the engine puts a
 * container into a network it did not make. Its one process enters whichever it is told, for as
 * long as a start takes.
 */
final class Holder implements AutoCloseable {
  private static final long MEMORY_BYTES = 64L << 20;
  private static final long LONGEST_MOVE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long PAUSE_NANOS = Duration.ofNanos(200_000).toNanos();
  private static final PipeCalls CALLS = new PipeCalls();

  private final DockerConnection docker;
  private final InstanceDirectory directory;
  private final int orders;
  private final String container;
  private final long process;

  private Holder(
      DockerConnection docker,
      InstanceDirectory directory,
      int orders,
      String container,
      long process) {
    this.docker = docker;
    this.directory = directory;
    this.orders = orders;
    this.container = container;
    this.process = process;
  }

  /** Starts one that is in no network. */
  static Holder start(DockerConnection docker, Home home, String image, Path networks) {
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    InstanceDirectory directory = InstanceDirectory.create(home.instances(), id);
    int orders = -1;
    String container = null;
    try {
      orders = CALLS.make(directory.run().resolve("orders"));
      DockerClient calls = docker.calls();
      container = create(calls, home, id, directory, image, networks);
      calls.startContainerCmd(container).exec();
      long process = calls.inspectContainerCmd(container).exec().getState().getPidLong();
      return new Holder(docker, directory, orders, container, process);
    } catch (IOException | RuntimeException e) {
      if (container != null) {
        docker.removals().remove(container);
      }
      if (orders >= 0) {
        CALLS.close(orders);
      }
      directory.delete();
      throw failure(image, e);
    }
  }

  private static String create(
      DockerClient docker,
      Home home,
      String id,
      InstanceDirectory directory,
      String image,
      Path networks) {
    return docker
        .createContainerCmd(image)
        .withName("planform-" + home.hash() + "-" + id + "-holder")
        .withLabels(Containers.labels(home, id))
        .withUser("0:0")
        .withHostConfig(
            Containers.sandbox(MEMORY_BYTES)
                .withCapAdd(Capability.SYS_ADMIN)
                .withNetworkMode("none")
                .withBinds(
                    new Bind(
                        directory.run().toString(), new Volume("/run/planform"), AccessMode.ro),
                    new Bind(
                        networks.toString(),
                        new Volume("/run/networks"),
                        AccessMode.ro,
                        SELContext.none,
                        null,
                        PropagationMode.SLAVE)))
        .exec()
        .getId();
  }

  private static EngineException failure(String image, Exception e) {
    return switch (e) {
      case EngineException known -> known;
      case NotFoundException missing -> Containers.imageMissing(image, missing);
      default -> new EngineException("A network holder did not start: " + e.getMessage(), e);
    };
  }

  String container() {
    return container;
  }

  /** Enters the network; false when the holder is no more, or does not do what it is told. */
  boolean enter(NetworkNamespace network) {
    order(network);
    long latest = System.nanoTime() + LONGEST_MOVE_NANOS;
    while (!network.holds(process)) {
      if (System.nanoTime() > latest || !Files.exists(Path.of("/proc/" + process))) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Has it enter the network in a while. */
  void order(NetworkNamespace network) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] line = (network.name() + "\n").getBytes(US_ASCII);
      MemorySegment bytes = arena.allocate(line.length);
      bytes.copyFrom(MemorySegment.ofArray(line));
      CALLS.write(orders, bytes);
    }
  }

  @Override
  public void close() {
    docker.removals().remove(container);
    CALLS.close(orders);
    directory.delete();
  }
}
