package io.planform.planner.test.mock;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.Collection;
import java.util.List;

/** Whether overrides are about something that there is. */
public final class OverrideTargets {
  private final Diagnostics diagnostics;

  public OverrideTargets(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param trees of which one must have the target
   */
  public void check(List<Overridden> overrides, Collection<ConfigurationTree> trees) {
    for (Overridden override : overrides) {
      if (trees.stream().noneMatch(tree -> has(tree, override.target()))) {
        diagnostics.add(
            Diagnostic.warning(
                "Invalid override target",
                override.target() + " is not in the configuration: nothing is overridden.",
                override.targetRange()));
      }
    }
  }

  private static boolean has(ConfigurationTree tree, Target target) {
    return switch (target) {
      case Target.Module(ModuleInstance module) -> tree.module(module.path()) != null;
      case Target.Block(Address address) ->
          tree.resource(address.module().path(), address.node().name()) != null;
    };
  }
}
