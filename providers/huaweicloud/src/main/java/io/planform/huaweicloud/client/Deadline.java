package io.planform.huaweicloud.client;

import java.time.Duration;

/** Until when an operation of several calls may take. */
public final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  public static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos());
  }

  /** Not negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  public boolean leaves(Duration pause) {
    return remaining().compareTo(pause) > 0;
  }
}
