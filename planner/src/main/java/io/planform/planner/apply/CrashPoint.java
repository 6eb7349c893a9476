package io.planform.planner.apply;

import io.planform.planner.plan.Address;

/**
 * Told of each moment of an operation at which the process could die, so that a test can let it.
 */
@FunctionalInterface
interface CrashPoint {
  CrashPoint NONE = (_, _) -> {};

  enum Moment {
    AFTER_UPKEEP,
    BEFORE_INTENT,
    AFTER_INTENT,
    AFTER_REMOTE_CALL,
    AFTER_CONCLUDE,
    BEFORE_FINISH
  }

  void reached(Moment moment, Address address);
}
