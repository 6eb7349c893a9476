package io.planform.host.invocation;

import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Response;
import io.planform.host.server.StreamedResponse.Content;
import io.planform.host.trace.Trace;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the thread of a call, which the function's answer comes on, meets the thread of the caller,
 * which the answer is sent on: what streams is written by the former while the latter waits.
 */
public final class AnswerRelay {
  private final CompletableFuture<Head> head = new CompletableFuture<>();
  private final CompletableFuture<OutputStream> caller = new CompletableFuture<>();
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

  /** Present where the answer did not stream, or not to its end. */
  private final CompletableFuture<Optional<Response>> end = new CompletableFuture<>();

  private AnswerRelay() {}

  /** How an answer that streams begins. */
  public record Head(int status, Map<String, List<String>> headers) {}

  /**
   * What a caller is told instead of what the function writes.
   *
   * @param response without its body
   * @param frame around the body; closing what it makes leaves the caller's stream open
   */
  public record Begun(Response response, Frame frame) {}

  /** Is written through and closed without closing what is below: that ends with the answer. */
  static class OpenStream extends FilterOutputStream {
    OpenStream(OutputStream below) {
      super(below);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Goes around a body. */
  @FunctionalInterface
  public interface Frame {
    /** The body is sent as it comes. */
    Frame NONE = OpenStream::new;

    OutputStream around(OutputStream caller) throws IOException;
  }

  /**
   * Runs a call and returns as soon as there is something to tell the caller.
   *
   * @param call what runs, with the receiver for an answer that streams; empty where it has had all
   * @param begun what a streaming answer looks like to the caller
   */
  public static Response call(
      Function<Invocation.Receiver, Optional<Response>> call, Function<Head, Begun> begun) {
    var relay = new AnswerRelay();
    relay.start(call);
    CompletableFuture.anyOf(relay.head, relay.end).exceptionally(_ -> "").join();
    return relay.response(begun);
  }

  /**
   * The same for a caller who does not wait long.
   *
   * @param late what he is told then; the call goes on for nobody
   */
  public static Response call(
      Function<Invocation.Receiver, Optional<Response>> call,
      Function<Head, Begun> begun,
      Duration patience,
      Supplier<Response> late) {
    var relay = new AnswerRelay();
    relay.start(call);
    try {
      CompletableFuture.anyOf(relay.head, relay.end)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      relay.hangUp();
      return late.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      relay.hangUp();
      return Response.error(503, "FSS.0503", "The runtime host is stopping.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the call of a function failed", e.getCause());
    }
    return relay.response(begun);
  }

  private void start(Function<Invocation.Receiver, Optional<Response>> call) {
    Trace trace = Trace.current();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                end.complete(trace.call(() -> call.apply(new Caller())));
              } catch (RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
  }

  private final class Caller implements Invocation.Receiver {
    @Override
    public OutputStream begin(int status, Map<String, List<String>> headers) throws IOException {
      head.complete(new Head(status, headers));
      try {
        return caller.get();
      } catch (ExecutionException e) {
        throw new IOException("nobody waits for the answer any more", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted before the answer began", e);
      }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // What follows is all that is wanted.
    public void whenGone(Runnable then) {
      gone.thenRun(then);
    }
  }

  private void hangUp() {
    caller.completeExceptionally(new IOException("the caller is gone"));
  }

  private Response response(Function<Head, Begun> begun) {
    if (!head.isDone()) {
      return end.join().orElseThrow(() -> new IllegalStateException("An answer without a head"));
    }
    Begun told = begun.apply(head.join());
    return told.response().streaming(new Body(told.frame()));
  }

  private final class Body implements Content {
    private final Frame frame;

    Body(Frame frame) {
      this.frame = frame;
    }

    /**
     * @throws IOException where the function did not answer to the end; the caller must notice
     */
    @Override
    public void writeTo(OutputStream out) throws IOException {
      OutputStream framed = frame.around(out);
      caller.complete(framed);
      try {
        if (end.join().isPresent()) {
          throw new IOException("the function broke off its answer");
        }
      } catch (CompletionException e) {
        throw new IOException("the call of a function failed", e.getCause());
      }
      framed.close();
    }

    @Override
    public void abandon() {
      gone.complete(true);
    }

    @Override
    public void close() {
      hangUp();
    }
  }
}
