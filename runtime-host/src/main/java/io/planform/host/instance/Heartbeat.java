package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.planform.host.dispatch.Invocation.Cause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Asks an instance at intervals whether it is well, for as long as it is there. One that says no,
 * throws or is silent for {@link #PATIENCE} seconds, {@link #MOST_MISSES} times in a row, is ended.
 */
final class Heartbeat {
  static final int PATIENCE = 3;
  static final int MOST_MISSES = 6;

  /** Does something after so many seconds. */
  @FunctionalInterface
  interface Timer {
    Future<?> after(int seconds, Runnable work);
  }

  private final int seconds;
  private final Timer timer;
  private final Consumer<CompletableFuture<Reply>> question;
  private final Runnable unwell;
  private volatile boolean stopped;
  private int misses;

  /**
   * @param seconds between two beats
   * @param question asks; what it is given is completed with the answer
   * @param unwell ends the instance
   */
  Heartbeat(
      int seconds, Timer timer, Consumer<CompletableFuture<Reply>> question, Runnable unwell) {
    this.seconds = seconds;
    this.timer = timer;
    this.question = question;
    this.unwell = unwell;
  }

  void begin() {
    Future<?> _ =
        timer.after(seconds, () -> Thread.ofVirtual().name("heartbeat").start(this::beat));
  }

  /** No beat begins any more. */
  void stop() {
    stopped = true;
  }

  private void beat() {
    if (stopped) {
      return;
    }
    var reply = new CompletableFuture<Reply>();
    Future<?> limit = timer.after(PATIENCE, () -> reply.complete(silent()));
    question.accept(reply);
    misses = isWell(reply.join()) ? 0 : misses + 1;
    limit.cancel(false);
    if (misses < MOST_MISSES) {
      begin();
    } else if (!stopped) {
      unwell.run();
    }
  }

  private static Reply silent() {
    return new Reply.Lost(Cause.TIMED_OUT, "The heartbeat function was silent");
  }

  private static boolean isWell(Reply reply) {
    return reply instanceof Reply.Answered(byte[] answer)
        && new String(answer, UTF_8).equals("true");
  }
}
