package io.planform.host.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to wait before the next attempt: each failure doubles it, success that lasts ends it.
 * Not safe for use by several threads.
 */
final class Backoff {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LASTING = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private final LongSupplier nanoTime;
  private int failures;
  private long notBefore;

  Backoff(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.notBefore = nanoTime.getAsLong();
  }

  boolean mayTry() {
    return notBefore - nanoTime.getAsLong() <= 0;
  }

  void failed() {
    notBefore = nanoTime.getAsLong() + (SHORTEST.toNanos() << failures);
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
  }

  /** What had been made ended of itself. */
  void ended(long nanosAfterItWasMade) {
    if (nanosAfterItWasMade >= LASTING.toNanos()) {
      failures = 0;
    }
    failed();
  }
}
