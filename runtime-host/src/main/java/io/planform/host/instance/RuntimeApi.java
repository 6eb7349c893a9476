package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.instance.PendingEvent.Call;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runtime API of one instance: an HTTP server that only it can reach, so that it can neither
 * fetch nor answer another's requests. Readiness is told once; an answer is taken once, for an
 * event that was fetched.
 */
final class RuntimeApi {
  /** The published limit of a synchronous answer. */
  static final int LARGEST_ANSWER = 6 << 20;

  private static final int LARGEST_REPORT = 256 << 10;
  private static final byte[] EMPTY = {};
  private static final String ANSWERS = "/v1/runtime/invocation/response/";
  private static final String BEATS = "/v1/planform/heartbeat/";
  private static final String ERRORS = "/v1/runtime/invocation/error/";

  private final CompletableFuture<byte[]> specialization = new CompletableFuture<>();
  private final CompletableFuture<Boolean> specialized = new CompletableFuture<>();
  private final CompletableFuture<Optional<byte[]>> start = new CompletableFuture<>();
  private final EventExchange exchange = new EventExchange(this::write);

  /** Beside the other, since an instance may be busy. */
  private final EventExchange heartbeats = new EventExchange(this::write);

  private final Map<String, PendingEvent> fetched = new ConcurrentHashMap<>();
  private final boolean readyAtFirstPoll;
  private final Delegation delegation;

  /**
   * A server for a new instance.
   *
   * @param readyAtFirstPoll whether asking for an event says that the instance is ready
   * @param delegation what the function acts with
   */
  RuntimeApi(boolean readyAtFirstPoll, Delegation delegation) {
    this.readyAtFirstPoll = readyAtFirstPoll;
    this.delegation = delegation;
  }

  /** Gives the instance its function: a JSON document. */
  void specialize(byte[] function) {
    specialization.complete(function);
  }

  /** Completed when the instance knows its function. */
  CompletableFuture<Boolean> specialized() {
    return specialized;
  }

  /** Empty when the instance is ready, else its report of why it never will be. */
  CompletableFuture<Optional<byte[]>> started() {
    return start;
  }

  /** Hands an event to the instance. */
  void submit(PendingEvent event) {
    exchange.submit(event);
  }

  /** Asks the instance whether it is well. */
  void beat(PendingEvent event) {
    heartbeats.submit(event);
  }

  /**
   * Forgets an event that nobody waits for any more.
   *
   * @return whether the instance may have seen it
   */
  boolean withdraw(PendingEvent event) {
    fetched.remove(event.event().requestId(), event);
    return !exchange.withdraw(event);
  }

  /** Lets go of every connection that waits. */
  void close() {
    specialization.completeExceptionally(new IllegalStateException("the instance is gone"));
    exchange.close();
    heartbeats.close();
  }

  /** Serves one connection until it ends. */
  void serve(ByteChannel channel) {
    var connection = new HttpConnection(channel);
    try {
      Optional<HttpHead> head = connection.readHead();
      while (head.isPresent() && serve(connection, head.get())) {
        head = connection.readHead();
      }
    } catch (HttpProtocolException e) {
      refuse(connection, e);
    } catch (IOException e) {
      // The instance closed the connection, or is gone.
    } finally {
      exchange.forget(connection);
      heartbeats.forget(connection);
    }
  }

  private static void refuse(HttpConnection connection, HttpProtocolException violation) {
    try {
      respond(
          connection, violation.status(), "", error(String.valueOf(violation.getMessage())), true);
    } catch (IOException e) {
      // It does not want to know.
    }
  }

  /** Serves one request; whether the connection may serve another. */
  private boolean serve(HttpConnection connection, HttpHead head) throws IOException {
    if (head.lists("expect", "100-continue")) {
      connection.write("HTTP/1.1 100 Continue\r\n\r\n", EMPTY);
    }
    String path = head.second();
    return switch (head.first() + " " + path) {
      case "GET /v1/planform/specialization" -> specialize(connection, head);
      case "POST /v1/planform/ready" -> started(connection, head, false);
      case "POST /v1/planform/failed" -> started(connection, head, true);
      case "GET /v1/runtime/invocation/request" -> next(connection, head);
      case "GET /v1/planform/keys" ->
          respond(connection, 200, HttpHead.fields(delegation.headers()), EMPTY, head.closes());
      case "GET /v1/planform/heartbeat" ->
          heartbeats.ask(new EventExchange.Poll(connection, head.closes()));
      default -> {
        if (head.first().equals("POST") && path.startsWith(ANSWERS)) {
          yield answer(connection, head, path.substring(ANSWERS.length()), false);
        }
        if (head.first().equals("POST") && path.startsWith(BEATS)) {
          yield heard(connection, head, path.substring(BEATS.length()));
        }
        if (head.first().equals("POST") && path.startsWith(ERRORS)) {
          yield answer(connection, head, path.substring(ERRORS.length()), true);
        }
        throw new HttpProtocolException(404, "no such path in the runtime API: " + path);
      }
    };
  }

  private boolean specialize(HttpConnection connection, HttpHead head) throws IOException {
    byte[] function;
    try {
      function = specialization.join();
    } catch (RuntimeException e) {
      return false;
    }
    boolean more = respond(connection, 200, "", function, head.closes());
    specialized.complete(true);
    return more;
  }

  private boolean started(HttpConnection connection, HttpHead head, boolean failed)
      throws IOException {
    byte[] body = connection.readRequestBody(head, LARGEST_REPORT);
    boolean first = start.complete(failed ? Optional.of(body) : Optional.empty());
    return first
        ? respond(connection, 200, "", EMPTY, head.closes())
        : respond(connection, 409, "", error("the start was told before"), head.closes());
  }

  /** The answer is written when there is an event; the next request comes after it. */
  private boolean next(HttpConnection connection, HttpHead head) {
    if (readyAtFirstPoll) {
      start.complete(Optional.empty());
    }
    return exchange.ask(new EventExchange.Poll(connection, head.closes()));
  }

  private void write(PendingEvent event, EventExchange.Poll poll) throws IOException {
    String id = event.event().requestId();
    fetched.put(id, event);
    try {
      boolean more =
          respond(poll.connection(), 200, headers(event), event.event().payload(), poll.last());
      if (!more) {
        poll.connection().close();
      }
    } catch (IOException e) {
      fetched.remove(id, event);
      throw e;
    }
  }

  private static String headers(PendingEvent event) {
    return HttpHead.fields(event.headers())
        + "X-Cff-Request-Id: "
        + event.event().requestId()
        + "\r\nX-CFF-Invoke-Type: "
        + event.event().source().name().toLowerCase(Locale.ROOT)
        + "\r\nX-Planform-Deadline: "
        + event.deadline()
        + (event.call() == Call.PRE_STOP ? "\r\nX-Planform-Call: pre_stop" : "")
        + (event.event().alias().isEmpty() ? "" : "\r\nX-CFF-Alias: " + event.event().alias())
        + "\r\n";
  }

  private boolean answer(HttpConnection connection, HttpHead head, String id, boolean failed)
      throws IOException {
    PendingEvent event = fetched.remove(id);
    if (event == null) {
      throw new HttpProtocolException(404, "this instance has no request of this id to answer");
    }
    try {
      Invocation.Receiver receiver = event.event().receiver();
      if (receiver != null && !failed) {
        return stream(connection, head, receiver, event.reply());
      }
      byte[] body = connection.readRequestBody(head, LARGEST_ANSWER);
      event.reply().complete(failed ? new Reply.Threw(body) : new Reply.Answered(body));
      return respond(connection, 200, "", EMPTY, head.closes());
    } catch (HttpProtocolException e) {
      event.reply().complete(Reply.Lost.unusable(e));
      throw e;
    } finally {
      event
          .reply()
          .complete(new Reply.Lost(Cause.BAD_ANSWER, "The function broke off while it answered"));
    }
  }

  /** Who says so late is heard, too, and asked again. */
  private boolean heard(HttpConnection connection, HttpHead head, String id) throws IOException {
    byte[] body = connection.readRequestBody(head, LARGEST_REPORT);
    PendingEvent event = fetched.remove(id);
    if (event != null) {
      event.reply().complete(new Reply.Answered(body));
    }
    return respond(connection, 200, "", EMPTY, head.closes());
  }

  /** Who breaks off does not hear why: what he sends would have to be read to its end first. */
  private static boolean stream(
      HttpConnection connection,
      HttpHead head,
      Invocation.Receiver receiver,
      CompletableFuture<Reply> reply)
      throws IOException {
    HttpConnection.refuseLonger(head, AnswerStream.LARGEST);
    var answer = AnswerStream.begin(receiver, 200, Map.of(), connection);
    HttpPort.whenLost(reply, answer::breakOff);
    boolean whole = answer.pass(() -> connection.passRequestBody(head, answer));
    reply.complete(new Reply.Streamed());
    return whole && respond(connection, 200, "", EMPTY, head.closes());
  }

  private static boolean respond(
      HttpConnection connection, int status, String headers, byte[] body, boolean last)
      throws IOException {
    connection.write(
        "HTTP/1.1 "
            + status
            + (status == 200 ? " OK" : " Refused")
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n"
            + headers
            + (last ? "Connection: close\r\n\r\n" : "\r\n"),
        body);
    return !last;
  }

  private static byte[] error(String message) {
    String text = message.replaceAll("[^ -!#-\\[\\]-~]", "?");
    return ("{\"errorMessage\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
