package io.planform.host.engine;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What the kernel counts of an instance's processes. */
final class Meters implements AutoCloseable {
  private final Optional<PeakMemory> peak;
  private final LimitCounters counters;

  private Meters(Optional<PeakMemory> peak, LimitCounters counters) {
    this.peak = peak;
    this.counters = counters;
  }

  /** Those of the process's control group, as far as the kernel offers them. */
  static Meters of(long process) {
    return new Meters(PeakMemory.of(process), LimitCounters.of(process));
  }

  void resetPeakMemory() {
    if (peak.isPresent()) {
      try {
        peak.get().reset();
      } catch (IOException e) {
        // The control group went with its last process.
      }
    }
  }

  /** 0 where it cannot be measured. */
  long peakMemoryBytes() {
    try {
      return peak.isPresent() ? peak.get().bytes() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Which limits were come up against since this was last asked. */
  Set<Limit> exceeded() {
    return counters.exceeded();
  }

  @Override
  public void close() {
    peak.ifPresent(PeakMemory::close);
    counters.close();
  }
}
