package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way through an instance.
 *
 * @param trace headers that tell the function where it is in a trace
 * @param call what is to take it
 * @param deadline unix milliseconds
 * @param reply completed by whoever comes first: the answer, the time limit, the instance's end
 */
record PendingEvent(
    Invocation.Event event,
    Map<String, String> trace,
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
      Map<String, String> trace,
      long deadline,
      CompletableFuture<Reply> reply) {
    this(event, trace, Call.HANDLER, deadline, reply);
  }
}
