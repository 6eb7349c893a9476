package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.Refactoring.Removed;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;

/** What {@code removed} blocks say about objects that are not declared any more. */
final class Removals {
  private final ConfigurationTree tree;
  private final Diagnostics diagnostics;
  private final Map<NodeKey, Removed> blocks = new HashMap<>();
  private final Map<ModulePath, Removed> modules = new HashMap<>();

  Removals(ConfigurationTree tree, Diagnostics diagnostics) {
    this.tree = tree;
    this.diagnostics = diagnostics;
    tree.modules()
        .forEach(
            (path, module) ->
                module.refactoring().removed().forEach(removed -> collect(path, removed)));
  }

  private void collect(ModulePath path, Removed removed) {
    switch (Target.parse(removed.from())) {
      case null ->
          diagnostics.add(
              Diagnostic.error(
                  "Invalid address",
                  removed.from() + " is no address of a resource or module.",
                  removed.range()));
      case Target.Block(Address address) -> {
        NodeKey node =
            NodeKey.block(within(path, address.module()), address.type() + "." + address.name());
        Configuration module = tree.module(node.module());
        if (module != null && module.resources().containsKey(node.name())) {
          diagnostics.add(stillThere("Removed resource still exists", removed));
        }
        blocks.put(node, removed);
      }
      case Target.Module(ModuleInstance module) -> {
        ModulePath gone = within(path, module);
        if (tree.module(gone) != null) {
          diagnostics.add(stillThere("Removed module still exists", removed));
        }
        modules.put(gone, removed);
      }
    }
  }

  private static Diagnostic stillThere(String summary, Removed removed) {
    return Diagnostic.error(
            summary,
            removed.from() + " is said to be removed, and is declared nevertheless.",
            removed.range())
        .withHint("take the declaration out, or this block");
  }

  private static ModulePath within(ModulePath path, ModuleInstance inner) {
    ModulePath whole = path;
    for (ModuleInstance.Step step : inner.steps()) {
      whole = whole.child(step.call());
    }
    return whole;
  }

  /** Whether an object that is not declared is to be let go of, and not destroyed. */
  boolean forgets(Address address) {
    Removed removed = blocks.get(address.node());
    for (ModulePath path = address.module().path();
        removed == null && !path.isRoot();
        path = path.parent()) {
      removed = modules.get(path);
    }
    return removed != null && !removed.destroy();
  }
}
