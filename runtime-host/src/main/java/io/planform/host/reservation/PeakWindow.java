package io.planform.host.reservation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The greatest of what was seen within the last minute. */
final class PeakWindow {
  private static final long SECONDS = 60;

  private record Seen(long second, int value) {}

  /** Later ones are smaller, since what is greater hides what was before it. */
  private final Deque<Seen> seen = new ArrayDeque<>();

  int add(long second, int value) {
    while (!seen.isEmpty() && seen.getLast().value() <= value) {
      seen.removeLast();
    }
    seen.addLast(new Seen(second, value));
    while (seen.getFirst().second() <= second - SECONDS) {
      seen.removeFirst();
    }
    return seen.getFirst().value();
  }
}
