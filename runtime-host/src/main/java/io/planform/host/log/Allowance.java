package io.planform.host.log;

/** How much may be written now: a bucket that fills at a rate. Not safe for use by many threads. */
final class Allowance {
  private static final int BURST_SECONDS = 8;

  private final long perSecond;
  private double left;
  private long filledAt;

  /**
   * @param now in nanoseconds, as all times here
   */
  Allowance(long perSecond, long now) {
    this.perSecond = perSecond;
    this.left = (double) perSecond * BURST_SECONDS;
    this.filledAt = now;
  }

  /** Takes that much, if there is any left; then the next ones wait for it. */
  boolean take(long amount, long now) {
    left = Math.min((double) perSecond * BURST_SECONDS, left + (now - filledAt) / 1e9 * perSecond);
    filledAt = now;
    boolean some = left > 0;
    if (some) {
      left -= amount;
    }
    return some;
  }
}
