package io.planform.planner.plan;

import java.util.Set;

/**
 * What to plan.
 *
 * @param refresh whether to read live objects; otherwise the state is believed
 * @param targets modules, blocks or instances to confine the plan to; empty for all
 * @param replace addresses of instances to replace whatever else is planned
 * @param parallelism how many remote calls at a time
 */
public record PlanRequest(
    Plan.Mode mode, boolean refresh, Set<Target> targets, Set<Address> replace, int parallelism) {
  public static final int DEFAULT_PARALLELISM = 10;

  public static final PlanRequest NORMAL = of(Plan.Mode.NORMAL);

  public static PlanRequest of(Plan.Mode mode) {
    return new PlanRequest(mode, true, Set.of(), Set.of(), DEFAULT_PARALLELISM);
  }
}
