package io.planform.host.metric;

/**
 * What an invocation took.
 *
 * @param durationMillis 0 where the function did not run
 * @param initMillis what the instance's start took
 * @param coldStart whether it waited for a new instance
 * @param memoryMegabytes that are billed
 * @param peakMemoryBytes that were used at most; 0 where that could not be measured
 */
public record Cost(
    double durationMillis,
    double initMillis,
    boolean coldStart,
    int memoryMegabytes,
    long peakMemoryBytes) {
  /** Of what is no invocation. */
  static final Cost NOTHING = new Cost(0, 0, false, 0, 0);
}
