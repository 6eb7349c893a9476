package io.planform.planner.plan.evaluation;

import io.planform.planner.plan.address.Address;
import java.time.Duration;

/** Hears what happens to ephemeral objects, from many threads. */
public interface EphemeralListener {

  enum Step {
    OPEN,
    RENEW,
    CLOSE
  }

  default void began(Address address, Step step) {}

  default void ended(Address address, Step step, Duration took) {}
}
