package io.planform.host.instance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Dialogue;
import io.planform.host.engine.EngineInstance;
import io.planform.host.function.FunctionRevision;
import io.planform.host.instance.HttpPort.Request;
import io.planform.host.instance.HttpPort.Response;
import io.planform.host.instance.Reply.Lost;
import io.planform.host.trace.Trace;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * With a server on port 8000: HTTP functions, whose requests are passed on as they are, and custom
 * images, whose events are posted to {@code /invoke}.
 */
final class PortConversation implements Conversation {
  /** Fields of one connection, not of the message (RFC 9110, 7.6.1), and those set here. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "content-length");

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PORT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long END_WAIT_MILLIS = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] EMPTY = {};

  private final FunctionRevision function;
  private final boolean events;
  private final InstanceSettings settings;
  private final Specialization specialization;
  private final Delegation delegation;
  private final InstanceLog log;

  /** Fetches no events; but what starts the server may say why it cannot. */
  private final RuntimeApi api;

  private volatile @Nullable HttpPort port;
  private volatile @Nullable EngineInstance instance;

  /**
   * A conversation with a server.
   *
   * @param events whether it is a custom image
   */
  PortConversation(
      FunctionRevision function, boolean events, InstanceSettings settings, InstanceLog log) {
    this.function = function;
    this.events = events;
    this.log = log;
    this.settings = settings;
    this.specialization = new Specialization(function, settings);
    this.delegation = new Delegation(function, settings);
    this.api = new RuntimeApi(false, delegation);
    api.specialize(specialization.toJson());
  }

  @Override
  public void connected(ByteChannel channel) {
    api.serve(channel);
  }

  @Override
  public Optional<Lost> awaitReady(EngineInstance started, CompletableFuture<Lost> end) {
    instance = started;
    port = new HttpPort(started);
    long latest = System.nanoTime() + settings.start().toNanos();
    while (!started.serving()) {
      if (System.nanoTime() > latest) {
        return Optional.of(
            new Lost(
                Cause.UNREACHABLE,
                "Nothing listens on port 8000 after "
                    + settings.start().toSeconds()
                    + " s; the function must start an HTTP server there"));
      }
      Optional<byte[]> report = api.started().getNow(Optional.empty());
      if (report.isPresent()) {
        return report.map(each -> FailureReport.read(each, log));
      }
      if (end.isDone()) {
        return Optional.of(end.join());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return events && function.initializer() != null ? initialize(end) : Optional.empty();
  }

  private Optional<Lost> initialize(CompletableFuture<Lost> end) {
    var reply = new CompletableFuture<Reply>();
    passOn(end, reply);
    var tooSlow =
        new Lost(
            Cause.INITIALIZER_FAILED,
            "POST /init was not answered within " + function.initializerTimeoutSeconds() + " s");
    reply.completeOnTimeout(tooSlow, function.initializerTimeoutSeconds(), TimeUnit.SECONDS);
    boolean _ = exchange(new Request("POST", post("/init", "init"), EMPTY), reply);
    return switch (reply.join()) {
      case Reply.Responded(Response response) when response.status() / 100 == 2 -> Optional.empty();
      case Reply.Responded(Response response) ->
          Optional.of(
              new Lost(
                  Cause.INITIALIZER_FAILED,
                  "POST /init was answered with status " + response.status()));
      case Lost lost -> Optional.of(lost);
      case Reply.Answered _, Reply.Threw _, Reply.Streamed _ ->
          throw new IllegalStateException("not a response");
    };
  }

  @Override
  public boolean invoke(Invocation.Event event, Duration timeout, CompletableFuture<Reply> reply) {
    var response = new CompletableFuture<Reply>();
    passOn(reply, response);
    var request = new Request("POST", post("/invoke", event.requestId()), event.payload());
    boolean seen = exchange(request, response);
    reply.complete(
        switch (response.join()) {
          case Reply.Responded(Response answer) when answer.status() / 100 == 2 ->
              new Reply.Answered(answer.body());
          case Reply.Responded(Response answer) -> new Reply.Threw(failure(answer));
          case Reply other -> other;
        });
    return seen;
  }

  @Override
  public void stop(EngineInstance running, CompletableFuture<Reply> reply) {
    Termination.ask(running, reply, function.preStopTimeoutSeconds());
    Reply _ = reply.join();
  }

  @Override
  public void beat(CompletableFuture<Reply> reply) {
    reply.complete(new Lost(Cause.UNREACHABLE, "A server has no heartbeat function"));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The completed future is the result.
  private static void passOn(CompletableFuture<? extends Reply> from, CompletableFuture<Reply> to) {
    from.thenAccept(to::complete);
  }

  private static byte[] failure(Response answer) {
    return JSON.createObjectNode()
        .put("errorMessage", new String(answer.body(), StandardCharsets.UTF_8))
        .put("errorType", "Status" + answer.status())
        .put("stackTrace", "")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private String post(String path, String requestId) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nContent-Type: application/json\r\n"
        + specialization.toHeaders(requestId)
        + HttpHead.fields(delegation.headers())
        + HttpHead.fields(Trace.current().headers());
  }

  @Override
  public boolean forward(Invocation.HttpRequest request, CompletableFuture<Reply> reply) {
    if (request.delivery() instanceof Dialogue dialogue && dialogue.upgrade().isEmpty()) {
      return attempt(
          reply,
          port()::connectAnew,
          connection -> HttpPort.speak(connection, dialogue, request.headers(), reply));
    }
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    Map<String, String> trace = Trace.current().headers();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!trace.containsKey(name)) {
                append(head, name, values);
              }
            });
    head.append(HttpHead.fields(trace));
    if (!request.headers().containsKey("host")) {
      head.append("Host: 127.0.0.1:8000\r\n");
    }
    head.append(specialization.toHeaders(request.requestId()));
    head.append(HttpHead.fields(delegation.headers()));
    if (request.delivery() instanceof Dialogue dialogue) {
      head.append("Connection: Upgrade\r\nUpgrade: ").append(dialogue.upgrade()).append("\r\n");
    }
    return exchange(
        new Request(request.method(), head.toString(), request.body(), request.delivery()), reply);
  }

  private static void append(StringBuilder head, String name, Iterable<String> values) {
    if (NOT_PASSED_ON.contains(name) || name.startsWith("x-cff-")) {
      return;
    }
    for (String value : values) {
      if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    }
  }

  private boolean exchange(Request request, CompletableFuture<Reply> reply) {
    return attempt(
        reply,
        port()::connect,
        connection -> {
          Reply outcome = port().exchange(connection, request, reply);
          if (outcome instanceof Reply.Streamed && request.delivery() instanceof Dialogue) {
            // That the function hung up may mean that it died.
            awaitEnd(reply);
          }
          return outcome;
        });
  }

  private HttpPort port() {
    HttpPort open = port;
    if (open == null) {
      throw new IllegalStateException("The instance is not ready");
    }
    return open;
  }

  @FunctionalInterface
  private interface Connector {
    HttpConnection connect() throws IOException;
  }

  @FunctionalInterface
  private interface Attempt {
    Reply make(HttpConnection connection) throws IOException;
  }

  /** Whether the function may have seen what was attempted. */
  private boolean attempt(CompletableFuture<Reply> reply, Connector connector, Attempt attempt) {
    HttpConnection connection;
    try {
      connection = connector.connect();
    } catch (IOException e) {
      awaitEnd(reply);
      reply.complete(
          new Lost(
              Cause.UNREACHABLE,
              "The function takes no connection on port 8000: " + e.getMessage()));
      return false;
    }
    try {
      reply.complete(attempt.make(connection));
    } catch (HttpProtocolException e) {
      reply.complete(Lost.unusable(e));
    } catch (IOException e) {
      awaitEnd(reply);
      reply.complete(
          new Lost(Cause.UNREACHABLE, "The function broke the connection: " + e.getMessage()));
    }
    return true;
  }

  /** Who dies closes its connections first: its port goes next, and then comes the reason. */
  private void awaitEnd(CompletableFuture<Reply> reply) {
    EngineInstance running = instance;
    if (running == null) {
      return;
    }
    long latest = System.nanoTime() + PORT_WAIT_NANOS;
    while (running.serving() && !reply.isDone() && System.nanoTime() < latest) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (!running.serving()) {
      try {
        reply.get(END_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    api.close();
    HttpPort open = port;
    if (open != null) {
      open.close();
    }
  }
}
