package io.planform.host.trigger;

/**
 * What the events of one trigger come from, open. One thread opens, runs and closes it; it is
 * opened anew when its trigger changes or after it failed.
 */
public interface TriggerSource extends AutoCloseable {

  /**
   * Hands events over until its thread is interrupted. An event counts as taken, and may be
   * acknowledged, when {@link Delivery} has returned.
   *
   * @throws SourceException where it cannot go on; it is closed and opened again after a while
   */
  void run() throws SourceException, InterruptedException;

  /** Gives everything back; called once, after {@link #run} has ended. */
  @Override
  void close();
}
