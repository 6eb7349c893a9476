package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.engine.EngineInstance;
import io.planform.host.function.FunctionRevision;
import io.planform.host.trace.Trace;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** With a bootstrap that fetches its events from the runtime API. */
final class BootstrapConversation implements Conversation {
  /** What loading the code may take beside an initializer's own limit. */
  private static final Duration LOADING = Duration.ofSeconds(2);

  private static final byte[] EMPTY = {'{', '}'};

  private final FunctionRevision function;
  private final boolean managed;
  private final Duration start;
  private final RuntimeApi api;
  private final Delegation delegation;
  private final InstanceLog log;

  BootstrapConversation(
      FunctionRevision function, boolean managed, InstanceSettings settings, InstanceLog log) {
    this.function = function;
    this.managed = managed;
    this.start = settings.start();
    this.log = log;
    this.delegation = new Delegation(function, settings);
    this.api = new RuntimeApi(!managed, delegation);
    api.specialize(new Specialization(function, settings).toJson());
  }

  @Override
  public void connected(ByteChannel channel) {
    api.serve(channel);
  }

  @Override
  public Optional<Reply.Lost> awaitReady(
      EngineInstance instance, CompletableFuture<Reply.Lost> end) {
    if (managed && !await(api.specialized(), end, start) && !end.isDone()) {
      return Optional.of(
          new Reply.Lost(
              Cause.START_FAILED, "The runtime did not start within " + start.toSeconds() + " s"));
    }
    if (await(api.started(), end, readyWithin())) {
      return api.started().join().map(report -> FailureReport.read(report, log));
    }
    return Optional.of(end.isDone() ? end.join() : tooSlow());
  }

  private Duration readyWithin() {
    if (function.initializer() == null) {
      return start;
    }
    return (managed ? LOADING : start).plusSeconds(function.initializerTimeoutSeconds());
  }

  private Reply.Lost tooSlow() {
    String initializer = function.initializer();
    if (initializer == null) {
      return new Reply.Lost(
          Cause.START_FAILED,
          managed
              ? "The code did not load within " + start.toSeconds() + " s"
              : "The bootstrap did not ask for an event within "
                  + start.toSeconds()
                  + " s; it must GET http://$RUNTIME_API_ADDR/v1/runtime/invocation/request");
    }
    return new Reply.Lost(
        Cause.INITIALIZER_FAILED,
        "The initializer "
            + initializer
            + " did not finish within "
            + function.initializerTimeoutSeconds()
            + " s");
  }

  /** Whether the future completed normally in time, and before the instance ended. */
  private static boolean await(
      CompletableFuture<?> future, CompletableFuture<Reply.Lost> end, Duration within) {
    try {
      CompletableFuture.anyOf(future, end).get(within.toMillis(), TimeUnit.MILLISECONDS);
      return future.isDone() && !future.isCompletedExceptionally();
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return false;
    }
  }

  @Override
  public boolean invoke(Invocation.Event event, Duration timeout, CompletableFuture<Reply> reply) {
    long deadline = System.currentTimeMillis() + timeout.toMillis();
    var pending = new PendingEvent(event, headers(), deadline, reply);
    api.submit(pending);
    reply.join();
    return api.withdraw(pending);
  }

  /** Where it is in a trace, and what it acts with. */
  private Map<String, String> headers() {
    Map<String, String> trace = Trace.current().headers();
    Map<String, String> keys = delegation.headers();
    if (keys.isEmpty()) {
      return trace;
    }
    Map<String, String> headers = new LinkedHashMap<>(trace);
    headers.putAll(keys);
    return headers;
  }

  @Override
  public void stop(EngineInstance instance, CompletableFuture<Reply> reply) {
    int seconds = function.preStopTimeoutSeconds();
    if (!managed) {
      Termination.ask(instance, reply, seconds);
      // A shell hears signals between its commands, and not while one waits for an event.
      api.close();
      Reply _ = reply.join();
      return;
    }
    var event = new Invocation.Event("pre-stop", EMPTY, Invocation.Source.SYNC);
    long deadline = System.currentTimeMillis() + seconds * 1000L;
    reply.completeOnTimeout(
        new Reply.Lost(Cause.TIMED_OUT, "it did not end within " + seconds + " s"),
        seconds,
        TimeUnit.SECONDS);
    api.submit(new PendingEvent(event, Map.of(), PendingEvent.Call.PRE_STOP, deadline, reply));
    Reply _ = reply.join();
  }

  @Override
  public void beat(CompletableFuture<Reply> reply) {
    var event = new Invocation.Event(UUID.randomUUID().toString(), EMPTY, Invocation.Source.SYNC);
    var pending = new PendingEvent(event, Map.of(), Long.MAX_VALUE, reply);
    api.beat(pending);
    reply.join();
    boolean _ = api.withdraw(pending);
  }

  @Override
  public boolean forward(Invocation.HttpRequest request, CompletableFuture<Reply> reply) {
    reply.complete(new Reply.Lost(Cause.UNREACHABLE, "An event function takes no HTTP requests"));
    return true;
  }

  @Override
  public void close() {
    api.close();
  }
}
