package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.address.Address;

/**
 * One instance of a block, in one instance of its module.
 *
 * @param repetition its key, and what {@code each.value} is
 */
public record BlockInstance(ModuleScope module, Resource block, Expansion.Instance repetition) {

  public Address address() {
    return Address.of(module.instance(), block, repetition.key());
  }

  /** What names mean in its body. */
  public Scope scope() {
    return module.of(repetition);
  }
}
