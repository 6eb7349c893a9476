package io.planform.host.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A holder, the function's container in its network namespace, and a volume for {@code /tmp}. */
final class DockerInstance implements EngineInstance {
  private static final Logger LOG = LoggerFactory.getLogger(DockerInstance.class);
  private static final String CODE = "/opt/function/code";
  private static final List<String> INTO_PIPES =
      List.of("/bin/sh", "-c", "exec \"$@\" >/run/planform/stdout 2>/run/planform/stderr", "sh");
  private static final int PORT = 8000;
  private static final int KILLED = 137;

  /** How long the last output, and word of an exhausted memory, may come after the end. */
  private static final long AFTERMATH_MILLIS = 300;

  private final DockerConnection docker;
  private final Home home;
  private final Sandbox sandbox;
  private final InstanceListener listener;
  private final Holder holder;
  private final Consumer<DockerInstance> closed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean memoryRanOut;
  private volatile boolean started;
  private CodeSlots.@Nullable Slot slot;
  private EntryPoint entry = EntryPoint.OF_IMAGE;
  private volatile @Nullable TemporaryVolume temporary;
  private @Nullable String container;
  private volatile @Nullable OutputReader output;
  private volatile @Nullable OutputPipes pipes;
  private volatile @Nullable PeakMemory peakMemory;
  private volatile @Nullable LimitCounters counters;

  DockerInstance(
      DockerConnection docker,
      Home home,
      Sandbox sandbox,
      InstanceListener listener,
      Holder holder,
      Consumer<DockerInstance> closed) {
    this.docker = docker;
    this.home = home;
    this.sandbox = sandbox;
    this.listener = listener;
    this.holder = holder;
    this.closed = closed;
  }

  /** Makes the container of a function, without starting it. */
  void create(InstanceSpec spec) {
    try {
      Optional<Bind> code = spec.code().map(path -> bind(path, CODE, AccessMode.ro));
      if (spec.own().isPresent()) {
        entry = spec.own().get();
        fetchImage();
        create(code, spec.environment());
      } else {
        holder.directory().writeEnvironment(spec.environment());
        entry = throughPipes();
        create(code, Map.of());
      }
    } catch (IOException e) {
      throw failure(e);
    }
    admit(spec.connections());
  }

  /** A function's own image may be anywhere the engine can reach. */
  private void fetchImage() {
    String image = sandbox.image();
    try {
      docker.calls().inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      pull(image);
    }
  }

  private void pull(String image) {
    try {
      docker.streams().pullImageCmd(image).start().awaitCompletion();
    } catch (DockerException | DockerClientException e) {
      throw new ImageMissingException(image, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the image " + image + " was fetched", e);
    }
  }

  /** Makes a container that is told its function later, without starting it. */
  void create(CodeSlots.Slot empty) {
    slot = empty;
    try {
      empty.make();
      entry = throughPipes();
      create(Optional.of(slave(empty.path())), Map.of());
    } catch (IOException e) {
      throw failure(e);
    }
    // For its bootstrap.
    admit(1);
  }

  /** The image's own entry point, with its output by pipes. */
  private EntryPoint throughPipes() throws IOException {
    pipes = OutputPipes.open(holder.directory(), listener);
    List<String> command = new ArrayList<>(INTO_PIPES);
    try {
      ContainerConfig image = docker.calls().inspectImageCmd(sandbox.image()).exec().getConfig();
      command.addAll(list(image == null ? null : image.getEntrypoint()));
      command.addAll(list(image == null ? null : image.getCmd()));
    } catch (DockerException e) {
      throw failure(e);
    }
    return EntryPoint.OF_IMAGE.running(command);
  }

  private static List<String> list(String @Nullable [] words) {
    return words == null ? List.of() : List.of(words);
  }

  /** What is mounted on the source later appears inside. */
  private static Bind slave(Path source) {
    return new Bind(
        source.toString(),
        new Volume(CODE),
        AccessMode.ro,
        SELContext.none,
        null,
        PropagationMode.SLAVE);
  }

  private void create(Optional<Bind> code, Map<String, String> environment) {
    try {
      TemporaryVolume volume =
          TemporaryVolume.create(holder.directory(), sandbox.temporaryMegabytes(), entry.owner());
      temporary = volume;
      container = createContainer(volume, code, environment);
    } catch (DockerException e) {
      throw failure(e);
    }
  }

  /** Allows so many more connections to the runtime API at once. */
  void admit(int connections) {
    holder.socket().admit(connections);
  }

  /** Starts the container, with its output read from the first byte. */
  void start() {
    holder.socket().serve(listener::connected);
    try {
      if (pipes == null) {
        readOutput();
      }
      launch();
      started = true;
      Long process = docker.calls().inspectContainerCmd(container()).exec().getState().getPidLong();
      peakMemory = PeakMemory.of(process).orElse(null);
      counters = LimitCounters.of(process);
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

  private String createContainer(
      TemporaryVolume volume, Optional<Bind> code, Map<String, String> environment) {
    List<Bind> binds = new ArrayList<>();
    binds.add(bind(holder.directory().run(), "/run/planform", AccessMode.ro));
    binds.add(bind(volume.path(), "/tmp", AccessMode.rw));
    code.ifPresent(binds::add);
    CreateContainerCmd create =
        docker
            .calls()
            .createContainerCmd(sandbox.image())
            .withName("planform-" + home.hash() + "-" + holder.id())
            .withLabels(Containers.labels(home, holder.id()))
            .withUser(entry.owner())
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withEnv(variables(environment))
            .withHostConfig(
                Containers.sandbox(sandbox.memoryMegabytes() * 1024L * 1024L)
                    .withNanoCPUs((long) (sandbox.cpus() * 1e9))
                    .withCpuShares(Math.max(2, sandbox.cpuShare()))
                    .withNetworkMode("container:" + holder.container())
                    .withBinds(binds));
    if (!entry.command().isEmpty()) {
      create.withEntrypoint(entry.command());
    }
    if (!entry.arguments().isEmpty()) {
      create.withCmd(entry.arguments());
    }
    entry.directory().ifPresent(create::withWorkingDir);
    return create.exec().getId();
  }

  private static List<String> variables(Map<String, String> environment) {
    List<String> variables = new ArrayList<>(List.of("RUNTIME_API_ADDR=127.0.0.1:9000"));
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    return variables;
  }

  private static Bind bind(Path source, String target, AccessMode mode) {
    return new Bind(source.toString(), new Volume(target), mode);
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
    if (container == null) {
      throw new IllegalStateException("The container of " + id() + " was not created");
    }
    return container;
  }

  /** Whose end is the end of the instance. */
  List<String> containers() {
    return container == null ? List.of(holder.container()) : List.of(holder.container(), container);
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
    return holder.id();
  }

  @Override
  public boolean serving() {
    return holder.listens(PORT);
  }

  @Override
  public ByteChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(holder.directory().httpSocket()));
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
    PeakMemory meter = peakMemory;
    if (meter != null) {
      try {
        meter.reset();
      } catch (IOException e) {
        // The control group went with its last process.
      }
    }
  }

  @Override
  public long peakMemoryBytes() {
    PeakMemory meter = peakMemory;
    try {
      return meter == null ? 0 : meter.bytes();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public Set<Limit> exceeded() {
    LimitCounters kernel = counters;
    return kernel == null ? Set.of() : kernel.exceeded();
  }

  @Override
  public boolean diskFull() {
    TemporaryVolume volume = temporary;
    return volume != null && volume.isFull();
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
    if (container != null) {
      docker.removals().remove(container);
    }
    release();
  }

  private void release() {
    PeakMemory meter = peakMemory;
    if (meter != null) {
      meter.close();
    }
    OutputPipes written = pipes;
    if (written != null) {
      written.close();
    }
    if (slot != null) {
      slot.close();
    }
    LimitCounters kernel = counters;
    if (kernel != null) {
      kernel.close();
    }
    TemporaryVolume volume = temporary;
    if (volume != null) {
      volume.close();
    }
    holder.close();
  }
}
