package io.planform.host.trigger;

/**
 * Is told of triggers after they are durable. A function's triggers go with it unannounced: who
 * uses one looks whether its function is still there, or listens to deletions of functions.
 */
public interface TriggerChanges {
  /** A new trigger, or a new state of one. */
  void changed(Trigger current);

  void deleted(Trigger last);
}
