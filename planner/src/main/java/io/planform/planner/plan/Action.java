package io.planform.planner.plan;

/** What happens to an object. */
public enum Action {
  NO_OP,
  /** A data source is read during apply, since its arguments are not known earlier. */
  READ,
  CREATE,
  UPDATE,
  DELETE,
  DELETE_THEN_CREATE,
  CREATE_THEN_DELETE,
  /** The object stays, and the state knows it no longer. */
  FORGET;

  /** Whether it is a matter of the state alone. */
  public boolean leavesObject() {
    return this == NO_OP || this == FORGET;
  }

  public boolean replaces() {
    return this == DELETE_THEN_CREATE || this == CREATE_THEN_DELETE;
  }

  /** Whether an object is there afterwards that was not before. */
  public boolean creates() {
    return this == CREATE || replaces();
  }

  /** Whether an object that is there now will not be. */
  public boolean destroys() {
    return this == DELETE || replaces();
  }
}
