package io.planform.host.instance;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.engine.EngineInstance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The pre-stop handler of those who bring their own process: what it does on SIGTERM. */
final class Termination {
  private Termination() {}

  /**
   * Asks the process to end.
   *
   * @param reply completed by who hears of its end, else when its time is over
   */
  static void ask(EngineInstance instance, CompletableFuture<Reply> reply, int seconds) {
    reply.completeOnTimeout(
        new Reply.Lost(Cause.TIMED_OUT, "it did not end within " + seconds + " s of SIGTERM"),
        seconds,
        TimeUnit.SECONDS);
    instance.terminate();
  }
}
