package io.planform.host.instance;

import io.planform.host.dispatch.Invocation.Delivery;
import io.planform.host.dispatch.Invocation.Dialogue;
import io.planform.host.dispatch.Invocation.Receiver;
import io.planform.host.engine.EngineInstance;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Port 8000 of an instance, reached through a pool of connections. */
final class HttpPort implements AutoCloseable {
  /** Less than the five seconds after which common servers close an idle connection. */
  private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int SWITCHING = 101;
  private static final byte[] EMPTY = {};

  private final EngineInstance instance;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  HttpPort(EngineInstance instance) {
    this.instance = instance;
  }

  private record Idle(HttpConnection connection, long since) {}

  /** A response. */
  record Response(int status, Map<String, List<String>> headers, byte[] body) {}

  /**
   * A request.
   *
   * @param head request line and headers, without the empty line and without a length
   * @param delivery null where the answer is wanted whole
   */
  record Request(String method, String head, byte[] body, @Nullable Delivery delivery) {
    Request(String method, String head, byte[] body) {
      this(method, head, body, null);
    }
  }

  /**
   * One request and its response: {@link Reply.Responded} or {@link Reply.Streamed}.
   *
   * @param reply once it is lost, the exchange is broken off
   */
  Reply exchange(HttpConnection connection, Request request, CompletableFuture<Reply> reply)
      throws IOException {
    whenLost(reply, connection::close);
    boolean reusable = false;
    try {
      byte[] body = request.body();
      connection.write(request.head() + "Content-Length: " + body.length + "\r\n\r\n", body);
      HttpHead answer = readFinalHead(connection);
      boolean delimited =
          !answer.closes() && (answer.chunked() || answer.header("content-length").isPresent());
      int status = Integer.parseInt(answer.second());
      if (status == SWITCHING && request.delivery() instanceof Dialogue dialogue) {
        dialogue.talk(answer.headers(), connection.raw());
        return new Reply.Streamed();
      }
      if (request.delivery() instanceof Receiver receiver && hasBody(request, answer)) {
        HttpConnection.refuseLonger(answer, AnswerStream.LARGEST);
        var stream = AnswerStream.begin(receiver, status, answer.headers(), connection);
        whenLost(reply, stream::breakOff);
        reusable = stream.pass(() -> connection.passResponseBody(answer, stream)) && delimited;
        return new Reply.Streamed();
      }
      byte[] content = content(connection, request, answer);
      reusable = delimited;
      return new Reply.Responded(new Response(status, answer.headers(), content));
    } catch (NumberFormatException e) {
      throw new HttpProtocolException(502, "a status that is no number");
    } finally {
      if (reusable) {
        idle.addFirst(new Idle(connection, System.nanoTime()));
      } else {
        connection.close();
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The reply itself is what is waited for.
  static void whenLost(CompletableFuture<Reply> reply, Runnable then) {
    reply.thenAccept(
        outcome -> {
          if (outcome instanceof Reply.Lost) {
            then.run();
          }
        });
  }

  /** Another protocol, on a connection of its own. */
  static Reply speak(
      HttpConnection connection,
      Dialogue dialogue,
      Map<String, List<String>> headers,
      CompletableFuture<Reply> reply)
      throws IOException {
    try (connection) {
      whenLost(reply, connection::close);
      dialogue.talk(headers, connection.raw());
      return new Reply.Streamed();
    }
  }

  /**
   * A connection for an exchange.
   *
   * @throws IOException where the function takes none: it saw nothing of the request
   */
  HttpConnection connect() throws IOException {
    for (@Nullable Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      if (System.nanoTime() - each.since() < LONGEST_IDLE_NANOS && each.connection().isQuiet()) {
        return each.connection();
      }
      each.connection().close();
    }
    return connectAnew();
  }

  HttpConnection connectAnew() throws IOException {
    return new HttpConnection(instance.connect());
  }

  private static HttpHead readFinalHead(HttpConnection connection) throws IOException {
    while (true) {
      Optional<HttpHead> head = connection.readHead();
      if (head.isEmpty()) {
        throw new IOException("it closed the connection without an answer");
      }
      String status = head.get().second();
      if (!status.startsWith("1") || status.equals("101")) {
        return head.get();
      }
    }
  }

  private static boolean hasBody(Request request, HttpHead answer) {
    return !request.method().equals("HEAD")
        && !answer.second().equals("204")
        && !answer.second().equals("304");
  }

  private static byte[] content(HttpConnection connection, Request request, HttpHead answer)
      throws IOException {
    return hasBody(request, answer)
        ? connection.readResponseBody(answer, RuntimeApi.LARGEST_ANSWER)
        : EMPTY;
  }

  @Override
  public void close() {
    for (@Nullable Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      each.connection().close();
    }
  }
}
