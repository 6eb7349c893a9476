package io.planform.planner.cli.drift;

import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.planner.apply.Interruption;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a job looks: by the schedules of timers, each time a little later by chance, so that many
 * jobs do not ask one server at once. What comes while it looks is left out, not made up for.
 */
record DriftSchedule(TimerSchedule schedule, Duration jitter, RandomGenerator chance) {
  /** So soon the wish to stop is noticed. */
  private static final Duration NAP = Duration.ofMillis(500);

  /**
   * Waits for the next time.
   *
   * @return whether there is one, and nobody wishes to stop
   */
  boolean await(Instant last, Interruption stop) throws InterruptedException {
    Instant next = schedule.next(last).orElse(null);
    if (next == null) {
      return false;
    }
    Instant due = next.plusMillis(jitter.isZero() ? 0 : chance.nextLong(jitter.toMillis()));
    while (!stop.isRequested()) {
      Duration left = Duration.between(Instant.now(), due);
      if (!left.isPositive()) {
        return true;
      }
      Thread.sleep(left.compareTo(NAP) < 0 ? left : NAP);
    }
    return false;
  }
}
