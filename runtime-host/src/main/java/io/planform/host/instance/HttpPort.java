package io.planform.host.instance;

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
   * One request and its response.
   *
   * @param head request line and headers, without the empty line and without a length
   * @param reply once it is lost, the exchange is broken off
   */
  Response exchange(String method, String head, byte[] body, CompletableFuture<Reply> reply)
      throws IOException {
    HttpConnection connection = connect();
    closeWhenLost(connection, reply);
    boolean reusable = false;
    try {
      connection.write(head + "Content-Length: " + body.length + "\r\n\r\n", body);
      HttpHead answer = readFinalHead(connection);
      byte[] content = content(connection, method, answer);
      reusable =
          !answer.closes() && (answer.chunked() || answer.header("content-length").isPresent());
      return new Response(Integer.parseInt(answer.second()), answer.headers(), content);
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
  private static void closeWhenLost(HttpConnection connection, CompletableFuture<Reply> reply) {
    reply.thenAccept(
        outcome -> {
          if (outcome instanceof Reply.Lost) {
            connection.close();
          }
        });
  }

  private HttpConnection connect() throws IOException {
    for (@Nullable Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      if (System.nanoTime() - each.since() < LONGEST_IDLE_NANOS) {
        return each.connection();
      }
      each.connection().close();
    }
    return new HttpConnection(instance.connect());
  }

  private static HttpHead readFinalHead(HttpConnection connection) throws IOException {
    while (true) {
      Optional<HttpHead> head = connection.readHead();
      if (head.isEmpty()) {
        throw new IOException("it closed the connection without an answer");
      }
      if (!head.get().second().startsWith("1")) {
        return head.get();
      }
    }
  }

  private static byte[] content(HttpConnection connection, String method, HttpHead answer)
      throws IOException {
    boolean none =
        method.equals("HEAD") || answer.second().equals("204") || answer.second().equals("304");
    return none ? EMPTY : connection.readResponseBody(answer, RuntimeApi.LARGEST_ANSWER);
  }

  @Override
  public void close() {
    for (@Nullable Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      each.connection().close();
    }
  }
}
