package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.planform.host.dispatch.FunctionInstance;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Failed;
import io.planform.host.dispatch.Invocation.Summary;
import io.planform.host.dispatch.StartGate;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.EntryPointException;
import io.planform.host.engine.ImageMissingException;
import io.planform.host.engine.InstanceListener;
import io.planform.host.engine.Limit;
import io.planform.host.function.FunctionRevision;
import io.planform.host.instance.Reply.Lost;
import io.planform.host.runtime.RuntimeImage;
import io.planform.host.trace.Trace;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of a function revision in the container engine. */
final class Instance implements FunctionInstance, InstanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

  /** The status of a process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  private final FunctionRevision function;
  private final Blueprint blueprint;
  private final Listener listener;
  private final Lifecycle lifecycle;
  private final InstanceLog log = new InstanceLog();
  private final Set<Run> pending = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Lost> end = new CompletableFuture<>();
  private final CompletableFuture<Optional<EngineInstance>> engine = new CompletableFuture<>();
  private volatile @Nullable Conversation conversation;
  private final CompletableFuture<Reply> farewell = new CompletableFuture<>();
  private volatile boolean wasReady;
  private volatile double initMillis;

  Instance(FunctionRevision function, Blueprint blueprint, Listener listener) {
    this.function = function;
    this.blueprint = blueprint;
    this.listener = listener;
    this.lifecycle = new Lifecycle(Math.max(1, function.concurrency()));
  }

  @Override
  public Optional<Failed> start(StartGate starts) {
    long begun = System.nanoTime();
    Optional<Lost> refusal =
        lifecycle.initialise() ? starting(starts) : Optional.of(shuttingDown());
    engine.complete(Optional.empty());
    initMillis = millisSince(begun);
    if (refusal.isEmpty()) {
      wasReady = true;
      beginHeartbeat();
      refusal = lifecycle.ready() ? Optional.empty() : Optional.of(end.join());
    }
    refusal.ifPresent(this::terminate);
    return refusal.map(lost -> failed(beforeReady(lost), log.outside()));
  }

  private void beginHeartbeat() {
    if (!function.java().heartbeat().isEmpty()) {
      var beats =
          new Heartbeat(
              blueprint.settings().heartbeatSeconds(),
              blueprint.deadlines()::after,
              talk()::beat,
              () -> terminate(unwell()));
      CompletableFuture<Void> _ = end.thenRun(beats::stop);
      beats.begin();
    }
  }

  private Lost unwell() {
    return new Lost(
        Cause.EXITED,
        "The heartbeat function %s did not say that the instance is well, %d times in a row"
            .formatted(function.java().heartbeat(), Heartbeat.MOST_MISSES));
  }

  private Optional<Lost> starting(StartGate starts) {
    try {
      RuntimeImage image = blueprint.image(function);
      Conversation talk = conversation(image);
      conversation = talk;
      Trace trace = Trace.current();
      EngineInstance started = trace.within("start", () -> container(image, starts));
      engine.complete(Optional.of(started));
      return trace.within("initialize", () -> ready(talk, started));
    } catch (ImageMissingException e) {
      return Optional.of(new Lost(Cause.NO_IMAGE, String.valueOf(e.getMessage())));
    } catch (EntryPointException e) {
      return Optional.of(new Lost(Cause.START_FAILED, String.valueOf(e.getMessage())));
    } catch (EngineException e) {
      return Optional.of(new Lost(Cause.HOST, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("an instance of {} did not start", function, e);
      return Optional.of(
          new Lost(Cause.HOST, "The host failed to start an instance; its log says why"));
    }
  }

  private EngineInstance container(RuntimeImage image, StartGate starts) {
    return spare(image).orElseGet(() -> starts.pass(() -> startUnlessEnded(image)));
  }

  private Optional<EngineInstance> spare(RuntimeImage image) {
    Optional<EngineInstance> spare = blueprint.adopt(function, image, this);
    Trace.current().set("planform.spare", spare.isPresent());
    return spare;
  }

  private Optional<Lost> ready(Conversation talk, EngineInstance started) {
    Optional<Lost> refusal = talk.awaitReady(started, end);
    refusal.ifPresent(lost -> Trace.current().fail(lost.cause().name()));
    return refusal;
  }

  private EngineInstance startUnlessEnded(RuntimeImage image) {
    if (end.isDone()) {
      throw new EngineException(end.join().message());
    }
    // One may have got ready while others were started.
    return spare(image).orElseGet(() -> blueprint.start(function, image, this));
  }

  private Conversation conversation(RuntimeImage image) {
    InstanceSettings settings = blueprint.settings();
    return switch (image.protocol()) {
      case MANAGED -> new BootstrapConversation(function, true, settings, log);
      case CUSTOM -> new BootstrapConversation(function, false, settings, log);
      case HTTP -> new PortConversation(function, false, settings, log);
      case IMAGE -> new PortConversation(function, true, settings, log);
    };
  }

  /** Ending before being ready is a failed start, whatever ended it. */
  private Lost beforeReady(Lost lost) {
    if (lost.cause() != Cause.EXITED) {
      return lost;
    }
    if (function.image() != null) {
      return new Lost(
          Cause.CRASHING,
          "function invocation exception, error: CrashLoopBackOff: The application inside the"
              + " container keeps crashing:\n"
              + log.outside());
    }
    String last =
        log.outside().lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    return new Lost(
        Cause.START_FAILED,
        lost.message()
            + " before it was ready"
            + (last.isEmpty() ? "" : "; its last words: " + last));
  }

  private Failed failed(Lost lost, String output) {
    return lost.cause().because(lost.message(), new Summary(0, initMillis, 0, true, output));
  }

  private static Lost shuttingDown() {
    return new Lost(Cause.HOST, "The host is shutting down");
  }

  @Override
  public boolean isIdle() {
    return lifecycle.state() == InstanceState.IDLE;
  }

  @Override
  public boolean reserve() {
    return lifecycle.reserve();
  }

  @Override
  public Invocation.Result invoke(Invocation.Event event, boolean coldStart) {
    Duration timeout = Duration.ofSeconds(function.timeoutSeconds());
    var run = new Run(event.requestId(), coldStart);
    Invocation.Event wanted = function.streams() ? event : event.to(null);
    return switch (run.traced(reply -> talk().invoke(wanted, timeout, reply))) {
      case Reply.Streamed _ -> new Invocation.Streamed(run.summary());
      case Reply.Answered(byte[] payload) -> new Invocation.Answer(payload, run.summary());
      case Reply.Threw(byte[] payload) -> new Invocation.FunctionError(payload, run.summary());
      case Lost lost -> lost.cause().because(lost.message(), run.summary());
      case Reply.Responded _ -> throw new IllegalStateException("An event has no HTTP response");
    };
  }

  @Override
  public Invocation.HttpResult forward(Invocation.HttpRequest request, boolean coldStart) {
    var run = new Run(request.requestId(), coldStart);
    Invocation.Delivery delivery = request.delivery();
    boolean whole = delivery instanceof Invocation.Receiver && !function.streams();
    Invocation.HttpRequest wanted = whole ? request.to(null) : request;
    if (delivery instanceof Invocation.Dialogue dialogue) {
      run.mayEndAtItsLimit(dialogue::answered);
    }
    return switch (run.traced(reply -> talk().forward(wanted, reply))) {
      case Reply.Streamed _ -> new Invocation.Streamed(run.summary());
      case Reply.Responded(HttpPort.Response answer) ->
          new Invocation.HttpAnswer(
              answer.status(), answer.headers(), answer.body(), run.summary());
      case Lost lost -> lost.cause().because(lost.message(), run.summary());
      case Reply.Answered _, Reply.Threw _ ->
          throw new IllegalStateException("A request has an HTTP response");
    };
  }

  private Conversation talk() {
    Conversation talk = conversation;
    if (talk == null) {
      throw new IllegalStateException("The instance was not started");
    }
    return talk;
  }

  /** One request in its slot, measured. */
  private final class Run {
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final InvocationLog text;
    private final boolean coldStart;
    private final String requestId;
    private Summary summary = Summary.NOTHING;
    private BooleanSupplier endsAtLimit = () -> false;

    Run(String requestId, boolean coldStart) {
      this.requestId = requestId;
      this.coldStart = coldStart;
      this.text = new InvocationLog(function, requestId);
    }

    /**
     * Runs it.
     *
     * @param work says whether the function may have seen the request
     */
    Reply traced(Predicate<CompletableFuture<Reply>> work) {
      return Trace.current()
          .within(
              "run",
              () -> {
                Reply outcome = of(work);
                if (outcome instanceof Lost lost) {
                  Trace.current().fail(lost.cause().name());
                }
                return outcome;
              });
    }

    private Reply of(Predicate<CompletableFuture<Reply>> work) {
      pending.add(this);
      if (end.isDone()) {
        pending.remove(this);
        release();
        return neverBegun(end.join());
      }
      Future<?> limit =
          blueprint.deadlines().after(function.timeoutSeconds(), () -> reply.complete(timedOut()));
      boolean alone = lifecycle.runsOne();
      if (alone) {
        engine.join().ifPresent(EngineInstance::resetPeakMemory);
      }
      log.begin(requestId, text.start());
      long begun = System.nanoTime();
      try {
        boolean seen = work.test(reply);
        Reply outcome = reply.join();
        if (outcome instanceof Lost lost && lost.cause() == Cause.TIMED_OUT) {
          if (endsAtLimit.getAsBoolean()) {
            outcome = new Reply.Streamed();
          } else {
            terminate(lost);
          }
        } else if (outcome instanceof Lost lost && !seen) {
          terminate(lost);
          outcome = neverBegun(lost);
        }
        summarise(outcome, millisSince(begun));
        return outcome;
      } finally {
        limit.cancel(false);
        pending.remove(this);
        release();
      }
    }

    private void summarise(Reply outcome, double millis) {
      Optional<EngineInstance> container = engine.join();
      long peak = container.map(EngineInstance::peakMemoryBytes).orElse(0L);
      container.ifPresent(EngineInstance::drainOutput);
      Set<Limit> exceeded = exceeded(outcome);
      String output = log.end(requestId);
      summary =
          new Summary(
              millis,
              initMillis,
              peak,
              coldStart,
              output + text.exceeded(exceeded) + text.finish(outcome, exceeded, millis, peak),
              exceeded);
    }

    /** A full disk is a cause only where something failed. */
    private Set<Limit> exceeded(Reply outcome) {
      Set<Limit> exceeded = EnumSet.noneOf(Limit.class);
      engine
          .join()
          .ifPresent(
              started -> {
                exceeded.addAll(started.exceeded());
                boolean failed = outcome instanceof Reply.Threw || outcome instanceof Lost;
                if (failed && started.diskFull()) {
                  exceeded.add(Limit.DISK);
                }
              });
      return exceeded;
    }

    /** That its time is over is no failure then. */
    void mayEndAtItsLimit(BooleanSupplier condition) {
      endsAtLimit = condition;
    }

    Summary summary() {
      return summary;
    }
  }

  private static Lost neverBegun(Lost lost) {
    return new Lost(Cause.NEVER_BEGUN, lost.message() + " before it got the request");
  }

  private Lost timedOut() {
    return new Lost(
        Cause.TIMED_OUT, "The function did not answer within " + function.timeoutSeconds() + " s");
  }

  private void release() {
    switch (lifecycle.release()) {
      case SLOT_FREE -> listener.released(this);
      case LAST_OF_DRAINING -> {
        if (lifecycle.end()) {
          clearUp(new Lost(Cause.HOST, "The instance was drained"), true);
        }
      }
      case GONE -> {}
    }
  }

  @Override
  public void drain() {
    if (lifecycle.drain()) {
      // Who asks for it may hold what the listener needs.
      Thread.ofVirtual()
          .name("drain-" + function.name())
          .start(() -> clearUp(shuttingDown(), true));
    }
  }

  @Override
  public boolean retireIfIdle() {
    boolean retired = lifecycle.endIfIdle();
    if (retired) {
      clearUp(shuttingDown(), true);
    }
    return retired;
  }

  @Override
  public void kill(String reason) {
    terminate(new Lost(Cause.HOST, reason));
  }

  private void terminate(Lost reason) {
    if (lifecycle.end()) {
      clearUp(reason, false);
    }
  }

  /**
   * Tells everybody who waits, at once; the engine takes its time. Whoever tries again finds that
   * this instance is none to wait for any more.
   *
   * @param orderly whether the function may do something before it goes
   */
  private void clearUp(Lost reason, boolean orderly) {
    listener.ended(this);
    end.complete(reason);
    pending.forEach(run -> run.reply.complete(reason));
    Thread.ofVirtual().name("removal-" + function.name()).start(() -> remove(orderly));
  }

  private void remove(boolean orderly) {
    try {
      Conversation talk = conversation;
      Optional<EngineInstance> container = engine.join();
      if (talk != null) {
        if (orderly && wasReady && function.preStop() != null) {
          container.ifPresent(running -> bidFarewell(talk, running));
        }
        talk.close();
      }
      container.ifPresent(EngineInstance::close);
    } finally {
      listener.gone(this);
    }
  }

  private void bidFarewell(Conversation talk, EngineInstance running) {
    talk.stop(running, farewell);
    switch (farewell.join()) {
      case Reply.Threw(byte[] error) ->
          LOG.warn("the pre-stop handler of {} failed: {}", function, new String(error, UTF_8));
      case Lost lost -> LOG.warn("the pre-stop handler of {}: {}", function, lost.message());
      case Reply.Answered _, Reply.Responded _, Reply.Streamed _ -> {}
    }
  }

  @Override
  public void connected(ByteChannel channel) {
    talk().connected(channel);
  }

  @Override
  public void wrote(Output output, byte[] bytes) {
    log.wrote(output, bytes);
  }

  @Override
  public void exited(Exit exit) {
    Lost lost =
        exit.outOfMemory()
            ? new Lost(
                Cause.OUT_OF_MEMORY,
                "runtime memory limit exceeded: the function needed more than its "
                    + function.memoryMegabytes()
                    + " MB of memory")
            : new Lost(Cause.EXITED, "The function's process ended with status " + exit.code());
    farewell.complete(exit.code() == 0 || exit.code() == TERMINATED ? new Reply.Streamed() : lost);
    terminate(lost);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}
