package io.planform.host.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Locks users whose passwords somebody guesses: five wrong ones within 15 minutes, for 15 minutes,
 * as IAM does by default. A host that starts anew has forgotten them.
 */
final class PasswordLock {
  static final Duration SPAN = Duration.ofMinutes(15);
  private static final int MOST = 5;

  private final Map<String, Deque<Instant>> wrong = new HashMap<>();
  private final InstantSource clock;

  PasswordLock(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean isLocked(String user) {
    Deque<Instant> times = wrong.get(user);
    return times != null
        && times.size() >= MOST
        && clock.instant().isBefore(times.getLast().plus(SPAN));
  }

  synchronized void wrong(String user) {
    Instant now = clock.instant();
    Deque<Instant> times = wrong.computeIfAbsent(user, _ -> new ArrayDeque<>());
    times.removeIf(time -> !now.isBefore(time.plus(SPAN)));
    times.addLast(now);
  }

  synchronized void right(String user) {
    wrong.remove(user);
  }
}
