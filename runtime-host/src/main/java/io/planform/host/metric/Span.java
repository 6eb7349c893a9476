package io.planform.host.metric;

import java.time.Duration;

/** The spans of time of which totals are kept, and for how long. */
enum Span {
  /** The guide's console shows the last three days (section 9.1). */
  MINUTE(Duration.ofMinutes(1), Duration.ofDays(3)),
  HOUR(Duration.ofHours(1), Duration.ofDays(31)),
  /** For reports of the last six months. */
  DAY(Duration.ofDays(1), Duration.ofDays(190));

  private final Duration length;
  private final Duration kept;

  Span(Duration length, Duration kept) {
    this.length = length;
    this.kept = kept;
  }

  long seconds() {
    return length.toSeconds();
  }

  Duration kept() {
    return kept;
  }

  /** Where the span starts that a time is in; seconds since 1970. */
  long start(long second) {
    return Math.floorDiv(second, seconds()) * seconds();
  }
}
