package io.planform.host.metric;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many values were no more than each of some bounds, as Prometheus counts. */
final class Histogram {
  /** Seconds; the longest invocation takes 15 minutes. */
  static final double[] DURATIONS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900
  };

  /** Bytes. */
  static final double[] MEMORY = {16e6, 32e6, 64e6, 128e6, 256e6, 512e6, 1e9, 2e9, 4e9, 10e9};

  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  Histogram(double[] bounds) {
    this.bounds = bounds;
    this.counts =
        Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
  }

  double[] bounds() {
    return bounds;
  }

  void add(double value) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(value);
  }

  /** Cumulative counts, one for each bound and one for all. */
  double[] counts() {
    double[] cumulative = new double[counts.length];
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      total += counts[i].sum();
      cumulative[i] = total;
    }
    return cumulative;
  }

  double sum() {
    return sum.sum();
  }
}
