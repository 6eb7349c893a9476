package io.planform.host.trigger;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a trigger has handed over since the host started. */
final class SourceCounts {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCounts.class);

  private final String trigger;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder discarded = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Why the last event was discarded that no function got; empty where there was none. */
  private volatile String lastDiscard = "";

  SourceCounts(String trigger) {
    this.trigger = trigger;
  }

  void delivered(int events) {
    delivered.add(events);
  }

  void discarded(String reason) {
    LOG.warn("an event of {} is discarded: {}", trigger, reason);
    discarded.increment();
    lastDiscard = reason;
  }

  void failed() {
    failures.increment();
  }

  long delivered() {
    return delivered.sum();
  }

  long discarded() {
    return discarded.sum();
  }

  long failures() {
    return failures.sum();
  }

  String lastDiscard() {
    return lastDiscard;
  }
}
