package io.planform.host.metric;

/**
 * One observation of a function version.
 *
 * @param series the number of the function version
 * @param time in milliseconds since 1970
 * @param durationMillis 0 where the function did not run
 * @param concurrency requests in flight, this one among them
 * @param instances of {@link Kind#GAUGE} only
 * @param memoryMegabytes that are billed
 * @param usedKilobytes of memory at most; 0 where that could not be measured
 */
record Sample(
    int series,
    Kind kind,
    long time,
    double durationMillis,
    int concurrency,
    int instances,
    int memoryMegabytes,
    int usedKilobytes) {

  long minute() {
    return Math.floorDiv(time, 60_000);
  }
}
