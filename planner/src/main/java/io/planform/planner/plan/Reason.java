package io.planform.planner.plan;

/** Why an action is what it is, where that is not plain. */
public enum Reason {
  NONE,
  REPLACE_CANNOT_UPDATE,
  REPLACE_TAINTED,
  REPLACE_BY_REQUEST,
  REPLACE_BY_TRIGGERS,
  DELETE_NO_CONFIGURATION,
  DELETE_NO_MODULE,
  /** It was moved to where nothing is declared. */
  DELETE_NO_MOVE_TARGET,
  DELETE_WRONG_REPETITION,
  DELETE_COUNT_INDEX,
  DELETE_EACH_KEY,
  DELETE_DEPOSED,
  READ_CONFIG_UNKNOWN,
  READ_DEPENDENCY_PENDING,
  READ_CHECK_NESTED,
  FORGET_REMOVED
}
