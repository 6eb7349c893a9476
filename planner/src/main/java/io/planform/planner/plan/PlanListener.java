package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.EphemeralListener;
import java.time.Duration;

/** Hears of the progress of a plan, from many threads. */
@FunctionalInterface
public interface PlanListener extends EphemeralListener {
  PlanListener SILENT = (_, _) -> {};

  void refreshing(Address address, String objectId);

  default void refreshed(Address address, String objectId) {}

  /** A data source is being read. */
  default void reading(Address address) {}

  /**
   * @param objectId empty if what was read has none
   */
  default void read(Address address, String objectId, Duration took) {}
}
