package io.planform.host.instance;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time limits of running requests. The platform's own timer wakes its thread twice for every
 * limit that is set and taken back, which is a tenth of what a short request costs; here it is
 * woken only by what is due before all else, and that is the beat.
 */
final class Deadlines implements AutoCloseable {
  /** No limit is shorter than a second. */
  private static final long BEAT_MILLIS = 500;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadlines").factory());

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
    Future<?> _ =
        timer.scheduleAtFixedRate(() -> {}, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Runs something short after so many seconds, unless it is cancelled. */
  Future<?> after(int seconds, Runnable late) {
    return timer.schedule(late, seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
