package io.planform.host.trigger;

import java.time.Instant;

/**
 * How a trigger's source does.
 *
 * @param since when that state began
 * @param error why it failed the last time; empty where it did not
 * @param failures how often in a row
 */
public record SourceStatus(State state, Instant since, String error, int failures) {

  /** What a source can be. */
  public enum State {
    /** Its trigger is disabled. */
    STOPPED,
    OPENING,
    RUNNING,
    /** It is opened again after a pause. */
    FAILED
  }

  static SourceStatus stopped(Instant since) {
    return new SourceStatus(State.STOPPED, since, "", 0);
  }

  SourceStatus as(State next, Instant now) {
    return new SourceStatus(next, now, error, failures);
  }
}
