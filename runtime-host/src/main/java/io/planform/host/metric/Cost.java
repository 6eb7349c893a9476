package io.planform.host.metric;

/**
 * What an invocation took.
 *
 * @param durationMillis 0 where the function did not run
 * @param initMillis what the instance's start took
 * @param coldStart whether it waited for a new instance
 * @param memoryMegabytes that are billed
 */
public record Cost(
    double durationMillis, double initMillis, boolean coldStart, int memoryMegabytes) {}
