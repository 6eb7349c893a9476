package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import java.util.Set;

/**
 * What to plan.
 *
 * @param refresh whether to read live objects; otherwise the state is believed
 * @param targets modules, blocks or instances to confine the plan to; empty for all
 * @param excluded what to leave out, with what rests on it; empty for nothing
 * @param replace addresses of instances to replace whatever else is planned
 * @param parallelism how many remote calls at a time
 */
public record PlanRequest(
    Plan.Mode mode,
    boolean refresh,
    Set<Target> targets,
    Set<Target> excluded,
    Set<Address> replace,
    Parallelism parallelism) {
  public static final PlanRequest NORMAL = of(Plan.Mode.NORMAL);

  public static PlanRequest of(Plan.Mode mode) {
    return new PlanRequest(mode, true, Set.of(), Set.of(), Set.of(), Parallelism.USUAL);
  }

  public PlanRequest in(Plan.Mode newMode) {
    return new PlanRequest(newMode, refresh, targets, excluded, replace, parallelism);
  }

  /** Whether the plan may show less than what the configuration asks for. */
  public boolean isPartial() {
    return !targets.isEmpty() || !excluded.isEmpty();
  }
}
