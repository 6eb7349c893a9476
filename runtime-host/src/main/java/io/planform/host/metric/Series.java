package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A function version that was called since the host started, and what it did since. */
final class Series {
  private final int number;
  private final String functionId;
  private final FunctionUrn urn;
  private final String version;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<Kind, LongAdder> outcomes = new EnumMap<>(Kind.class);
  private final LongAdder coldStarts = new LongAdder();
  private final Histogram durations = new Histogram(Histogram.DURATIONS);
  private final Histogram starts = new Histogram(Histogram.DURATIONS);
  private final Histogram memory = new Histogram(Histogram.MEMORY);

  /**
   * @param number in the database; 0 where it could not get one
   * @param urn without version
   */
  Series(int number, String functionId, FunctionUrn urn, String version) {
    this.number = number;
    this.functionId = functionId;
    this.urn = urn;
    this.version = version;
    for (Kind kind : Kind.values()) {
      outcomes.put(kind, new LongAdder());
    }
  }

  int number() {
    return number;
  }

  String functionId() {
    return functionId;
  }

  FunctionUrn urn() {
    return urn;
  }

  String version() {
    return version;
  }

  /** How many requests are in flight with this one. */
  int begin() {
    return inFlight.incrementAndGet();
  }

  void end(Kind kind, Cost cost) {
    inFlight.decrementAndGet();
    outcomes(kind).increment();
    if (cost.durationMillis() > 0) {
      durations.add(cost.durationMillis() / 1000);
    }
    if (cost.peakMemoryBytes() > 0) {
      memory.add((double) cost.peakMemoryBytes());
    }
    if (cost.coldStart()) {
      coldStarts.increment();
      starts.add(cost.initMillis() / 1000);
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  LongAdder outcomes(Kind kind) {
    LongAdder adder = outcomes.get(kind);
    if (adder == null) {
      throw new IllegalStateException("no counter of " + kind);
    }
    return adder;
  }

  LongAdder coldStarts() {
    return coldStarts;
  }

  Histogram durations() {
    return durations;
  }

  Histogram memory() {
    return memory;
  }

  Histogram starts() {
    return starts;
  }
}
