package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import io.planform.host.doctor.Check;
import io.planform.host.network.Access;
import io.planform.host.network.FunctionNetwork;
import io.planform.host.network.Namespaces;
import io.planform.host.network.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances as containers of this machine's Docker engine. */
public final class DockerEngine implements InstanceEngine {
  private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

  private final DockerConnection docker;
  private final Home home;
  private final Images images;
  private final FunctionNetwork network;
  private final Namespaces networks;
  private final @Nullable CodeSlots slots;
  private final Holders holders;
  private final DockerEvents events;
  private final Set<DockerInstance> instances = ConcurrentHashMap.newKeySet();
  private final Map<String, DockerInstance> byContainer = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private DockerEngine(DockerConnection docker, Home home, Supplier<String> holderImage)
      throws InterruptedException {
    this.docker = docker;
    this.home = home;
    this.images = new Images(docker);
    this.network = FunctionNetwork.open(docker.calls(), home.hash(), home.labels());
    this.networks = openNetworks();
    this.slots = openSlots(home);
    this.holders =
        Holders.open(
            () -> Holder.start(docker, home, holderImage.get(), networks.folder()), networks);
    this.events = subscribe();
  }

  private Namespaces openNetworks() {
    try {
      return Namespaces.open(home.networks(), network);
    } catch (IOException e) {
      network.close();
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable CodeSlots openSlots(Home home) {
    try {
      return CodeSlots.open(home.slots());
    } catch (EngineException e) {
      LOG.warn("{}", e.getMessage());
      return null;
    }
  }

  /** Without events there is no engine: then what was made for it goes again. */
  private DockerEvents subscribe() throws InterruptedException {
    boolean subscribed = false;
    try {
      DockerEvents subscription = DockerEvents.subscribe(docker.streams(), home, new Watch());
      subscribed = true;
      return subscription;
    } finally {
      if (!subscribed) {
        holders.close();
        networks.close();
        network.close();
      }
    }
  }

  /**
   * Connects to Docker, removes what an earlier process of the same home left, and makes the
   * network.
   *
   * @param home the host's home directory
   * @param holderImage of the network holders; asked for each, since images may come later
   * @throws EngineException when no engine answers
   */
  public static DockerEngine open(Path home, Supplier<String> holderImage) {
    DockerConnection docker = DockerConnection.open(DockerSocket.ofThisMachine());
    try {
      Home mine = Home.of(home);
      reap(docker.calls(), mine);
      return new DockerEngine(docker, mine, holderImage);
    } catch (InterruptedException e) {
      docker.close();
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while connecting to the container engine", e);
    } catch (RuntimeException e) {
      docker.close();
      throw e;
    }
  }

  @Override
  public EngineInstance start(InstanceSpec spec) {
    if (closed) {
      throw new EngineException("The host is shutting down");
    }
    var instance =
        new DockerInstance(
            docker,
            images,
            home,
            spec.sandbox(),
            spec.listener(),
            Surroundings.make(home, networks, spec.access()),
            this::forget);
    launch(instance, () -> instance.prepare(spec));
    return instance;
  }

  @Override
  public PreparedInstance prepare(Sandbox sandbox) {
    CodeSlots open = slots;
    if (closed || open == null) {
      throw new EngineException("No instance can be prepared on this machine, or not any more");
    }
    var relay = new ListenerRelay();
    var instance =
        new DockerInstance(
            docker,
            images,
            home,
            sandbox,
            relay,
            Surroundings.make(home, networks, Access.Internet.ONLY),
            gone -> {
              relay.abandon();
              forget(gone);
            });
    CodeSlots.Slot slot = open.slot(instance.id());
    launch(instance, () -> instance.prepare(slot));
    var prepared = new PreparedContainer(instance, relay, slot);
    prepared.awaitBooted();
    return prepared;
  }

  /** Whatever fails, the instance is gone again. */
  private void launch(DockerInstance instance, Runnable prepare) {
    instances.add(instance);
    boolean launched = false;
    try {
      prepare.run();
      holders.within(instance.surroundings().network(), holder -> start(instance, holder));
      if (closed) {
        throw new EngineException("The host is shutting down");
      }
      launched = true;
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EngineException("The container engine does not answer: " + e.getMessage(), e);
    } finally {
      if (!launched) {
        instance.close();
      }
    }
  }

  private void start(DockerInstance instance, Holder holder) {
    byContainer.put(instance.create(holder), instance);
    instance.start();
  }

  private void forget(DockerInstance instance) {
    instances.remove(instance);
    instance.madeContainer().ifPresent(byContainer::remove);
  }

  /**
   * Tells what VPCs there should be; again whenever that has changed.
   *
   * @param plan asked for as often as it is needed
   */
  public void follow(Supplier<NetworkPlan> plan) {
    networks.follow(plan);
  }

  @Override
  public List<Check> checks() {
    return List.of(check(docker), network.check());
  }

  /** Whether an engine answers; unlike {@link #open} it touches nothing of a running host's. */
  public static Check look() {
    try (DockerConnection docker = DockerConnection.open(DockerSocket.ofThisMachine())) {
      return check(docker);
    } catch (EngineException e) {
      return Check.missing(
          "Docker engine",
          String.valueOf(e.getMessage()),
          "start it (systemctl start docker, or dockerd), or install it (apt-get install"
              + " docker.io)");
    }
  }

  private static Check check(DockerConnection docker) {
    String version = docker.calls().versionCmd().exec().getVersion();
    return Check.ok("Docker engine", "version " + version + " at " + DockerSocket.ofThisMachine());
  }

  @Override
  public void close() {
    closed = true;
    try (docker;
        network;
        networks;
        holders;
        events;
        slots) {
      instances.forEach(DockerInstance::close);
    } finally {
      removeDirectories(home);
    }
  }

  private static void reap(DockerClient docker, Home home) {
    try {
      List<Container> left =
          docker
              .listContainersCmd()
              .withShowAll(true)
              .withLabelFilter(Map.of(Home.LABEL, home.hash()))
              .exec();
      left.parallelStream().forEach(container -> Containers.remove(docker, container.getId()));
    } catch (DockerException e) {
      throw new EngineException(
          "What an earlier run left in the container engine cannot be removed: " + e.getMessage(),
          e);
    }
    removeDirectories(home);
  }

  private static void removeDirectories(Home home) {
    TemporaryVolume.mountsBelow(home.instances()).forEach(TemporaryVolume::unmount);
    try (Stream<Path> left = Files.list(home.instances())) {
      left.map(InstanceDirectory::new).forEach(InstanceDirectory::delete);
    } catch (IOException e) {
      // There is no such folder before the first instance.
    }
  }

  private final class Watch implements DockerEvents.Subscriber {
    @Override
    public void died(String container, int code) {
      DockerInstance instance = byContainer.get(container);
      if (instance != null) {
        Thread.ofVirtual().start(() -> instance.ended(code));
      }
    }

    @Override
    public void memoryRanOut(String container) {
      DockerInstance instance = byContainer.get(container);
      if (instance != null) {
        instance.memoryRanOut();
      }
    }

    @Override
    public void resumed() {
      docker.removals().again();
      instances.forEach(
          instance -> Thread.ofVirtual().name("review " + instance.id()).start(instance::review));
      network.restore();
      networks.renew();
    }
  }
}
