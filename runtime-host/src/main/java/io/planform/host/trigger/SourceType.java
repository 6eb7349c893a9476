package io.planform.host.trigger;

/** A type whose triggers take their events from somewhere. */
public interface SourceType extends TriggerType {

  /**
   * Opens the source of an active trigger; called on a thread of the trigger's own, which may be
   * interrupted.
   *
   * @param delivery hands its events over to the trigger's function
   * @throws SourceException where it cannot be opened now; it is tried again
   */
  TriggerSource open(Trigger trigger, Delivery delivery)
      throws SourceException, InterruptedException;

  /**
   * Whether what comes before a source was opened for the first time is lost, so that who makes or
   * enables a trigger waits for it a while.
   */
  default boolean beginsWhenOpened() {
    return false;
  }
}
