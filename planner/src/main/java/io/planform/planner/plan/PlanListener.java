package io.planform.planner.plan;

/** Hears of the progress of a plan, from many threads. */
@FunctionalInterface
public interface PlanListener extends EphemeralListener {
  PlanListener SILENT = (_, _) -> {};

  void refreshing(Address address, String objectId);

  default void refreshed(Address address, String objectId) {}
}
