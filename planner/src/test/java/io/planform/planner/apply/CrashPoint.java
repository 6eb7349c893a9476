package io.planform.planner.apply;

/** Told of each moment at which an apply could die, so that a test can let it. */
@FunctionalInterface
interface CrashPoint {
  CrashPoint NONE = _ -> {};

  /**
   * Called after everything that is durable or remote, on the thread that does it.
   *
   * @param name of the moment, in words
   */
  void reached(String name);
}
