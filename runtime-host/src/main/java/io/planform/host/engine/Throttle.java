package io.planform.host.engine;

import java.util.concurrent.TimeUnit;

/**
 * Bounds how fast one instance's output is read: who writes more waits for the pipe to empty, and
 * costs the machine no more than that.
 */
final class Throttle {
  private static final long BYTES_PER_WINDOW = 1 << 20;
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private long windowStart = System.nanoTime();
  private long inWindow;

  /** Waits after so many bytes, if they were too many. */
  void pass(long bytes) {
    inWindow += bytes;
    if (inWindow < BYTES_PER_WINDOW) {
      return;
    }
    long left = windowStart + WINDOW_NANOS - System.nanoTime();
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    windowStart = System.nanoTime();
    inWindow = 0;
  }
}
