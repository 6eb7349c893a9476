package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/**
 * The part of an instance that knows nothing of its function yet: a directory with the sockets, and
 * a container that owns the network namespace and forwards between the two.
 */
final class Holder implements AutoCloseable {
  private static final long MEMORY_BYTES = 64L << 20;
  private static final Duration LONGEST_START = Duration.ofSeconds(10);

  private final DockerConnection docker;
  private final String id;
  private final InstanceDirectory directory;
  private final RuntimeSocket socket;
  private final String container;
  private final long process;

  private Holder(
      DockerConnection docker,
      String id,
      InstanceDirectory directory,
      RuntimeSocket socket,
      String container,
      long process) {
    this.docker = docker;
    this.id = id;
    this.directory = directory;
    this.socket = socket;
    this.container = container;
    this.process = process;
  }

  /** Starts a holder and waits until it forwards. */
  static Holder start(DockerConnection docker, Home home, String id, String image, String network) {
    InstanceDirectory directory = InstanceDirectory.create(home.instances(), id);
    RuntimeSocket socket = null;
    String container = null;
    try {
      socket = RuntimeSocket.open(directory);
      DockerClient calls = docker.calls();
      container = create(calls, home, id, directory, image, network);
      calls.startContainerCmd(container).exec();
      long process = calls.inspectContainerCmd(container).exec().getState().getPidLong();
      var holder = new Holder(docker, id, directory, socket, container, process);
      holder.awaitForwarding();
      return holder;
    } catch (IOException | RuntimeException e) {
      if (container != null) {
        docker.removals().remove(container);
      }
      if (socket != null) {
        socket.close();
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
      String network) {
    return docker
        .createContainerCmd(image)
        .withName("planform-" + home.hash() + "-" + id + "-holder")
        .withLabels(Containers.labels(home, id))
        .withUser(InstanceDirectory.HOLDER_USER + ":" + InstanceDirectory.HOLDER_USER)
        .withHostConfig(
            Containers.sandbox(MEMORY_BYTES)
                .withNetworkMode(network)
                .withBinds(
                    new Bind(
                        directory.run().toString(), new Volume("/run/planform"), AccessMode.rw)))
        .exec()
        .getId();
  }

  private static EngineException failure(String image, Exception e) {
    return switch (e) {
      case EngineException known -> known;
      case NotFoundException missing -> Containers.imageMissing(image, missing);
      default ->
          new EngineException(
              "The network holder of an instance did not start: " + e.getMessage(), e);
    };
  }

  private void awaitForwarding() {
    Instant latest = Instant.now().plus(LONGEST_START);
    while (!(ListeningPorts.contains(process, 9000) && Files.exists(directory.httpSocket()))) {
      if (Instant.now().isAfter(latest)) {
        throw new EngineException(
            "The network holder of an instance does not forward; its image may be damaged:"
                + " rebuild it with planform host images");
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException("Interrupted while an instance started", e);
      }
    }
  }

  String id() {
    return id;
  }

  String container() {
    return container;
  }

  InstanceDirectory directory() {
    return directory;
  }

  RuntimeSocket socket() {
    return socket;
  }

  /** Whether something in the network namespace listens on this TCP port. */
  boolean listens(int port) {
    return ListeningPorts.contains(process, port);
  }

  @Override
  public void close() {
    socket.close();
    docker.removals().remove(container);
    directory.delete();
  }
}
