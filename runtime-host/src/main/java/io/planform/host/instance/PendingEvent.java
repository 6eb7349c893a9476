package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way through an instance.
 *
 * @param headers that tell the function where it is in a trace, and what it acts with; secret
 * @param call what is to take it
 * @param deadline unix milliseconds
 * @param reply completed by whoever comes first: the answer, the time limit, the instance's end
 */
record PendingEvent(
    Invocation.Event event,
    Map<String, String> headers,
    Call call,
    long deadline,
    CompletableFuture<Reply> reply) {

  /** One of the function's entry points. */
  enum Call {
    HANDLER,
    PRE_STOP
  }

  PendingEvent(
      Invocation.Event event,
      Map<String, String> headers,
      long deadline,
      CompletableFuture<Reply> reply) {
    this(event, headers, Call.HANDLER, deadline, reply);
  }

  /** Without what it carries. */
  @Override
  public String toString() {
    return event.requestId();
  }
}
