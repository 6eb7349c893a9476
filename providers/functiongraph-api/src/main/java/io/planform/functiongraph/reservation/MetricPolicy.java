package io.planform.functiongraph.reservation;

/**
 * So many instances that no more than a share of what they can do at a time is in use.
 *
 * @param threshold percent, 1 to 99
 * @param minimum of instances, whatever is in use
 */
public record MetricPolicy(String name, int threshold, int minimum) {
  /** The only type there is: requests that run at a time. */
  public static final String TYPE = "Concurrency";

  /**
   * @param running requests at a time
   * @param perInstance requests that one instance serves at a time
   */
  public int wanted(int running, int perInstance) {
    long capacity = (long) perInstance * threshold;
    return (int) Math.max(minimum, (running * 100L + capacity - 1) / capacity);
  }
}
