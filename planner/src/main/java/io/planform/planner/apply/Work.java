package io.planform.planner.apply;

/** What one step of an apply does to an object. */
public enum Work {
  CREATE,
  UPDATE,
  DELETE,
  READ,
  IMPORT
}
