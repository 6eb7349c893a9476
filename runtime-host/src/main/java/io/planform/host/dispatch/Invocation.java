package io.planform.host.dispatch;

import io.planform.host.engine.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes into an invocation and what comes out. */
public final class Invocation {
  private Invocation() {}

  /**
   * One event.
   *
   * @param requestId a UUID; it names the invocation in logs and answers
   * @param payload JSON text as it was received
   * @param alias by which the function was called; empty where it was called by a version
   * @param receiver null where the answer is wanted whole
   */
  public record Event(
      String requestId, byte[] payload, Source source, String alias, @Nullable Receiver receiver) {
    public Event(String requestId, byte[] payload, Source source, String alias) {
      this(requestId, payload, source, alias, null);
    }

    public Event(String requestId, byte[] payload, Source source) {
      this(requestId, payload, source, "");
    }

    /** The same with its answer wanted so. */
    public Event to(@Nullable Receiver receiver) {
      return new Event(requestId, payload, source, alias, receiver);
    }
  }

  /** How the answer to a request is taken that is not wanted whole. */
  public sealed interface Delivery permits Receiver, Dialogue {}

  /** Another protocol than HTTP/1.1, which the caller speaks with the function's port himself. */
  public non-sealed interface Dialogue extends Delivery {
    /**
     * The protocol that a request of HTTP/1.1 asks to change to; empty where it is spoken at once.
     */
    String upgrade();

    /**
     * Speaks until one side has had enough.
     *
     * @param headers of the function's consent, or where it is not asked those it is to be told
     * @param function closed when the function's time is over or its instance goes
     * @throws IOException where the function breaks off
     */
    void talk(Map<String, List<String>> headers, ByteChannel function) throws IOException;

    /** Whether the function has answered; its time limit then ends the dialogue only. */
    boolean answered();
  }

  /** Takes the answer of a function that streams it. */
  public non-sealed interface Receiver extends Delivery {
    /**
     * Called once, when the answer begins.
     *
     * @return takes its body: a write waits until the caller has room, and fails when he is gone
     */
    OutputStream begin(int status, Map<String, List<String>> headers) throws IOException;

    /** Runs something short once the caller is known to be gone, also while nothing is written. */
    void whenGone(Runnable then);
  }

  /** The value of {@code X-CFF-Invoke-Type}. */
  public enum Source {
    SYNC,
    ASYNC
  }

  /**
   * A request for an HTTP function.
   *
   * @param target path and query, as received
   * @param headers by lower-case name
   * @param delivery null where the answer is wanted whole
   */
  public record HttpRequest(
      String requestId,
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Delivery delivery) {
    public HttpRequest(
        String requestId,
        String method,
        String target,
        Map<String, List<String>> headers,
        byte[] body) {
      this(requestId, method, target, headers, body, null);
    }

    /** The same with its answer wanted so. */
    public HttpRequest to(@Nullable Delivery delivery) {
      return new HttpRequest(requestId, method, target, headers, body, delivery);
    }

    /** The same with these headers. */
    public HttpRequest with(Map<String, List<String>> headers) {
      return new HttpRequest(requestId, method, target, headers, body, delivery);
    }
  }

  /** What came of an invocation of either kind. */
  public sealed interface Outcome permits Result, HttpResult {
    Summary summary();
  }

  /** The answer of an HTTP function, or {@link Failed}. */
  public sealed interface HttpResult extends Outcome permits HttpAnswer, Streamed, Failed {}

  public record HttpAnswer(
      int status, Map<String, List<String>> headers, byte[] body, Summary summary)
      implements HttpResult {}

  /** The answer of an event function, or {@link Failed}. */
  public sealed interface Result extends Outcome permits Answer, FunctionError, Streamed, Failed {}

  /** The receiver has had the whole answer, or did not want the rest. */
  public record Streamed(Summary summary) implements Result, HttpResult {}

  /** What the handler returned. */
  public record Answer(byte[] payload, Summary summary) implements Result {}

  /**
   * The handler threw.
   *
   * @param payload {@code {"errorMessage","errorType","stackTrace"}}
   */
  public record FunctionError(byte[] payload, Summary summary) implements Result {}

  /**
   * The invocation came to no answer.
   *
   * @param errorCode of the published list: {@code FSS.0429}, …
   * @param message for the caller, without secrets
   */
  public record Failed(Cause cause, String errorCode, String message, Summary summary)
      implements Result, HttpResult {}

  /** Why an invocation came to no answer, with the published error code for it. */
  public enum Cause {
    /** No instance may be started, or none became free in time. */
    OVERLOADED("FSS.0429"),
    /** The instance could not start: code, handler or bootstrap are wrong. */
    START_FAILED("FSS.0500"),
    /** The user's container ends again and again before it is ready. */
    CRASHING("FSS.0500"),
    /** The function's own image is not there. */
    NO_IMAGE("FSS.1402"),
    /** The initializer failed. */
    INITIALIZER_FAILED("FSS.1404"),
    TIMED_OUT("FSS.0408"),
    OUT_OF_MEMORY("FSS.0500"),
    /** The process ended while it held the request. */
    EXITED("FSS.0500"),
    /** The instance went before the function saw the request: another one may take it. */
    NEVER_BEGUN("FSS.0500"),
    /** The HTTP function never opened its port, or broke the connection. */
    UNREACHABLE("FSS.0502"),
    /** The answer is too large or malformed. */
    BAD_ANSWER("FSS.0502"),
    /** The host's own fault, or the engine's. */
    HOST("FSS.0503");

    private final String errorCode;

    Cause(String errorCode) {
      this.errorCode = errorCode;
    }

    /** The failure for this cause. */
    public Failed because(String message, Summary summary) {
      return new Failed(this, errorCode, message, summary);
    }
  }

  /**
   * What an invocation took.
   *
   * @param peakMemoryBytes 0 where it could not be measured
   * @param coldStart whether it waited for a new instance
   * @param log what the function wrote while it ran, bounded; start and finish lines included
   * @param exceeded the limits that it came up against
   */
  public record Summary(
      double durationMillis,
      double initMillis,
      long peakMemoryBytes,
      boolean coldStart,
      String log,
      Set<Limit> exceeded) {

    /** Of an invocation that kept within its limits. */
    public Summary(
        double durationMillis,
        double initMillis,
        long peakMemoryBytes,
        boolean coldStart,
        String log) {
      this(durationMillis, initMillis, peakMemoryBytes, coldStart, log, Set.of());
    }

    /** Of an invocation that never ran. */
    public static final Summary NOTHING = new Summary(0, 0, 0, false, "");
  }
}
