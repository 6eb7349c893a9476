package io.planform.host.dispatch;

/**
 * How busy a function revision is.
 *
 * @param urn of the function's version
 * @param waiting requests that have no instance yet
 * @param starting instances that take no requests yet
 * @param idle those that have nothing to do
 * @param busy those that serve requests
 * @param ending those that take no more requests
 */
public record PoolStatus(String urn, int waiting, int starting, int idle, int busy, int ending) {

  /** All that are not gone. */
  public int instances() {
    return starting + idle + busy + ending;
  }
}
