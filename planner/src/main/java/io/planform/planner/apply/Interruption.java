package io.planform.planner.apply;

/** The wish to stop: nothing new is started then, and what is in flight is finished. */
public final class Interruption {
  private volatile boolean requested;

  public void request() {
    requested = true;
  }

  public boolean isRequested() {
    return requested;
  }
}
