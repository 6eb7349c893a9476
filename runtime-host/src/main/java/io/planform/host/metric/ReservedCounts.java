package io.planform.host.metric;

/** Knows how many reserved instances were ready, and when. */
@FunctionalInterface
public interface ReservedCounts {

  /** The most within some seconds. */
  @FunctionalInterface
  interface Line {
    int most(long from, long before);
  }

  /**
   * @param functionId empty for all functions
   * @param version empty for all versions
   */
  Line of(String functionId, String version);
}
