package io.planform.host.engine;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The function's container in its surroundings, and a volume for {@code /tmp}. */
final class DockerInstance implements EngineInstance {
  private static final Logger LOG = LoggerFactory.getLogger(DockerInstance.class);
  private static final List<String> INTO_PIPES =
      List.of("/bin/sh", "-c", "exec \"$@\" >/run/planform/stdout 2>/run/planform/stderr", "sh");
  private static final int PORT = 8000;
  private static final int KILLED = 137;

  /** How long the last output, and word of an exhausted memory, may come after the end. */
  private static final long AFTERMATH_MILLIS = 300;

  private final DockerConnection docker;
  private final Images images;
  private final Home home;
  private final Sandbox sandbox;
  private final InstanceListener listener;
  private final Surroundings surroundings;
  private final Consumer<DockerInstance> closed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean memoryRanOut;
  private volatile boolean started;
  private volatile long process;
  private final ServiceRelays relays = new ServiceRelays();
  private CodeSlots.@Nullable Slot slot;
  private @Nullable FunctionContainer wanted;
  private volatile @Nullable TemporaryVolume temporary;
  private volatile @Nullable String container;
  private volatile @Nullable OutputReader output;
  private volatile @Nullable OutputPipes pipes;
  private volatile @Nullable Meters meters;

  DockerInstance(
      DockerConnection docker,
      Images images,
      Home home,
      Sandbox sandbox,
      InstanceListener listener,
      Surroundings surroundings,
      Consumer<DockerInstance> closed) {
    this.docker = docker;
    this.images = images;
    this.home = home;
    this.sandbox = sandbox;
    this.listener = listener;
    this.surroundings = surroundings;
    this.closed = closed;
  }

  /** Makes ready what the container of a function needs. */
  void prepare(InstanceSpec spec) {
    try {
      Optional<Bind> code = spec.code().map(FunctionContainer::fixed);
      if (spec.own().isPresent()) {
        images.fetch(sandbox.image());
        prepare(spec.own().get(), code, spec.folders(), spec.environment());
      } else {
        surroundings.directory().writeEnvironment(spec.environment(), spec.owner());
        prepare(throughPipes().as(spec.owner()), code, spec.folders(), Map.of());
      }
      offer(spec.services());
    } catch (IOException e) {
      throw failure(e);
    }
    admit(spec.connections());
  }

  /** Makes ready what a container needs that is told its function later. */
  void prepare(CodeSlots.Slot empty) {
    slot = empty;
    try {
      empty.make();
      prepare(
          throughPipes(), Optional.of(FunctionContainer.later(empty.path())), List.of(), Map.of());
    } catch (IOException e) {
      throw failure(e);
    }
    // For its bootstrap.
    admit(1);
  }

  private void prepare(
      EntryPoint entry,
      Optional<Bind> code,
      List<SharedFolder> folders,
      Map<String, String> environment) {
    temporary =
        TemporaryVolume.create(
            surroundings.directory(), sandbox.temporaryMegabytes(), entry.owner());
    wanted = new FunctionContainer(home, sandbox, surroundings, entry, code, folders, environment);
  }

  /** The image's own entry point, with its output by pipes. */
  private EntryPoint throughPipes() throws IOException {
    pipes = OutputPipes.open(surroundings.directory(), listener);
    List<String> command = new ArrayList<>(INTO_PIPES);
    command.addAll(images.command(sandbox.image()));
    return EntryPoint.OF_IMAGE.running(command);
  }

  /** Lays down the environment of its function. */
  void tell(Map<String, String> variables) throws IOException {
    surroundings.directory().writeEnvironment(variables, EntryPoint.OF_IMAGE.owner());
  }

  /** Lets it reach services of this machine. */
  void offer(List<Service> services) throws IOException {
    relays.serve(surroundings.network(), services);
  }

  /** Allows so many more connections to the runtime API at once. */
  void admit(int connections) {
    surroundings.socket().admit(connections);
  }

  /** Makes the container, in the network that the holder is in. */
  String create(Holder holder) {
    FunctionContainer asked = Objects.requireNonNull(wanted);
    TemporaryVolume volume = Objects.requireNonNull(temporary);
    try {
      String made = asked.create(docker.calls(), holder, volume.path());
      container = made;
      return made;
    } catch (DockerException e) {
      throw failure(e);
    }
  }

  /** Starts the container, with its output read from the first byte. */
  void start() {
    surroundings.socket().serve(listener::connected);
    try {
      if (pipes == null) {
        readOutput();
      }
      launch();
      started = true;
      // A process that has ended already has none.
      process = docker.calls().inspectContainerCmd(container()).exec().getState().getPidLong();
      if (process > 0) {
        settle();
      }
    } catch (DockerException e) {
      throw failure(e);
    }
  }

  private void launch() {
    try {
      docker.calls().startContainerCmd(container()).exec();
    } catch (BadRequestException e) {
      throw new EntryPointException(sandbox.image(), e);
    }
  }

  private void settle() {
    if (surroundings.network().misses(process)) {
      throw new EngineException("The instance was started in a network that is not its own");
    }
    meters = Meters.of(process);
    try {
      NetworkNamespace.nameMachine(process, id());
    } catch (IOException e) {
      LOG.debug("instance {} has no name inside: {}", id(), e.getMessage());
    }
  }

  private EngineException failure(Exception cause) {
    return cause instanceof NotFoundException missing
        ? Containers.imageMissing(sandbox.image(), missing)
        : new EngineException("The instance did not start: " + cause.getMessage(), cause);
  }

  private void readOutput() {
    var reader = new OutputReader(listener);
    docker
        .streams()
        .attachContainerCmd(container())
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(reader);
    try {
      if (!reader.begins()) {
        throw new EngineException("The instance did not start: its output cannot be read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    output = reader;
  }

  private String container() {
    return madeContainer()
        .orElseThrow(
            () -> new IllegalStateException("The container of " + id() + " was not created"));
  }

  /** Whose end is the end of the instance; nothing before it is made. */
  Optional<String> madeContainer() {
    return Optional.ofNullable(container);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  void memoryRanOut() {
    memoryRanOut = true;
  }

  /** The container ended: tells the listener, once its last output has come. */
  void ended(int code) {
    if (!ended.compareAndSet(false, true) || closing.get()) {
      return;
    }
    awaitAftermath(code);
    if (!closing.get()) {
      listener.exited(new InstanceListener.Exit(code, memoryRanOut));
    }
  }

  private void awaitAftermath(int code) {
    try {
      drainOutput();
      OutputReader reader = output;
      if (reader != null) {
        reader.awaitCompletion(AFTERMATH_MILLIS, TimeUnit.MILLISECONDS);
      }
      long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AFTERMATH_MILLIS);
      while (code == KILLED && !memoryRanOut && System.nanoTime() < latest) {
        memoryRanOut = Boolean.TRUE.equals(state().getOOMKilled());
        Thread.sleep(10);
      }
    } catch (DockerException e) {
      // What is known by now has to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ContainerState state() {
    return docker.calls().inspectContainerCmd(container()).exec().getState();
  }

  /** Looks whether a started container still runs, after events may have been missed. */
  void review() {
    if (!started) {
      return;
    }
    try {
      ContainerState state = state();
      if (Boolean.TRUE.equals(state.getRunning())) {
        return;
      }
      // An engine that was gone itself knows 0 of what it killed at its next start.
      Long code = state.getExitCodeLong();
      ended(code == null || code == 0 ? KILLED : code.intValue());
    } catch (NotFoundException e) {
      ended(KILLED);
    } catch (DockerException e) {
      LOG.warn("instance {} cannot be looked at: {}", id(), e.getMessage());
    }
  }

  @Override
  public String id() {
    return surroundings.id();
  }

  @Override
  public boolean serving() {
    return process > 0 && ListeningPorts.contains(process, PORT);
  }

  @Override
  public ByteChannel connect() throws IOException {
    return surroundings.network().connect(PORT);
  }

  @Override
  public void drainOutput() {
    OutputPipes written = pipes;
    if (written != null) {
      written.drain();
    }
  }

  @Override
  public void resetPeakMemory() {
    Meters kernel = meters;
    if (kernel != null) {
      kernel.resetPeakMemory();
    }
  }

  @Override
  public long peakMemoryBytes() {
    Meters kernel = meters;
    return kernel == null ? 0 : kernel.peakMemoryBytes();
  }

  @Override
  public Set<Limit> exceeded() {
    Meters kernel = meters;
    return kernel == null ? Set.of() : kernel.exceeded();
  }

  @Override
  public boolean diskFull() {
    TemporaryVolume volume = temporary;
    return volume != null && volume.isFull();
  }

  @Override
  public void terminate() {
    try {
      docker.calls().killContainerCmd(container()).withSignal("SIGTERM").exec();
    } catch (DockerException e) {
      LOG.debug("instance {} is not asked to end: {}", id(), e.getMessage());
    }
  }

  boolean isClosed() {
    return closing.get();
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    closed.accept(this);
    madeContainer().ifPresent(docker.removals()::remove);
    release();
  }

  private void release() {
    Meters kernel = meters;
    if (kernel != null) {
      kernel.close();
    }
    OutputPipes written = pipes;
    if (written != null) {
      written.close();
    }
    if (slot != null) {
      slot.close();
    }
    TemporaryVolume volume = temporary;
    if (volume != null) {
      volume.close();
    }
    relays.close();
    surroundings.close();
  }
}
