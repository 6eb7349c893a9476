package io.planform.planner.state;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives an instance, a resource or a module of a state another address. */
public final class Move {
  private final Selection state;
  private final Diagnostics diagnostics;

  public Move(Selection state, Diagnostics diagnostics) {
    this.state = state;
    this.diagnostics = diagnostics;
  }

  /**
   * @return null after an error
   */
  public @Nullable StateEdit of(String from, String to) {
    Target source = Selection.target(from, diagnostics);
    Target destination = Selection.target(to, diagnostics);
    if (source == null || destination == null) {
      return null;
    }
    return switch (source) {
      case Target.Module(ModuleInstance module) -> module(module, destination);
      case Target.Block(Address address) ->
          isWhole(address) ? whole(address, destination) : instance(address, destination);
    };
  }

  /** Whether an address without a key means all instances of a block that have keys. */
  private boolean isWhole(Address address) {
    return address.key() == null
        && !state.instances().containsKey(address)
        && state.instances().keySet().stream().anyMatch(each -> each.block().equals(address));
  }

  private @Nullable StateEdit instance(Address from, Target destination) {
    if (!state.instances().containsKey(from)) {
      return nothing(from.toString());
    }
    if (!(destination instanceof Target.Block(Address to))) {
      return refused(
          "Invalid target address",
          from + " can be moved to the address of a resource instance only.");
    }
    if (!isAlike(from, to)) {
      return null;
    }
    if (state.instances().containsKey(to)) {
      return refused("Invalid target address", to + " is the address of another object already.");
    }
    SequencedMap<Address, Address> moved = new LinkedHashMap<>();
    moved.put(from, to);
    return edit(moved, List.of(new StateEdit.Subject(from.toString(), to.toString())));
  }

  private @Nullable StateEdit whole(Address from, Target destination) {
    if (!(destination instanceof Target.Block(Address to)) || to.key() != null) {
      return refused(
          "Invalid target address",
          from + " is a whole resource: it can be moved to the address of a resource only.");
    }
    if (!isAlike(from, to)) {
      return null;
    }
    if (state.instances().keySet().stream().anyMatch(each -> each.block().equals(to))) {
      return refused("Invalid target address", to + " is the address of a resource already.");
    }
    SequencedMap<Address, Address> moved = new LinkedHashMap<>();
    for (Address each : state.instances().keySet()) {
      if (each.block().equals(from)) {
        moved.put(each, new Address(to.module(), to.mode(), to.type(), to.name(), each.key()));
      }
    }
    return edit(moved, List.of(new StateEdit.Subject(from.toString(), to.toString())));
  }

  private @Nullable StateEdit module(ModuleInstance from, Target destination) {
    SequencedMap<Address, Address> moved = new LinkedHashMap<>();
    SequencedMap<ModuleInstance, ModuleInstance> modules = new LinkedHashMap<>();
    Set<ModuleInstance> others = new HashSet<>();
    for (Address each : state.instances().keySet()) {
      if (!isBelow(each.module(), from)) {
        others.add(each.module());
      } else if (destination instanceof Target.Module(ModuleInstance to)) {
        ModuleInstance now = modules.computeIfAbsent(each.module(), old -> below(old, from, to));
        moved.put(each, new Address(now, each.mode(), each.type(), each.name(), each.key()));
      } else {
        return refused(
            "Invalid target address",
            from + " is a module: it can be moved to the address of a module only.");
      }
    }
    if (moved.isEmpty()) {
      return nothing(from.toString());
    }
    for (ModuleInstance now : modules.values()) {
      if (others.contains(now) || now.equals(modules.get(now))) {
        return refused(
            "Invalid target address", now + " is the address of another module already.");
      }
    }
    List<StateEdit.Subject> subjects = new ArrayList<>();
    new TreeMap<>(modules)
        .forEach((old, now) -> subjects.add(new StateEdit.Subject(old.toString(), now.toString())));
    return edit(moved, subjects);
  }

  private static boolean isBelow(ModuleInstance module, ModuleInstance outer) {
    int depth = outer.steps().size();
    return module.steps().size() >= depth && module.steps().subList(0, depth).equals(outer.steps());
  }

  private static ModuleInstance below(ModuleInstance old, ModuleInstance from, ModuleInstance to) {
    List<ModuleInstance.Step> steps = new ArrayList<>(to.steps());
    steps.addAll(old.steps().subList(from.steps().size(), old.steps().size()));
    return new ModuleInstance(steps);
  }

  private boolean isAlike(Address from, Address to) {
    String problem =
        from.mode() != to.mode()
            ? "one is a data source, the other a managed resource"
            : !from.type().equals(to.type()) ? "resource types don't match" : null;
    if (problem != null) {
      StateEdit _ =
          refused(
              "Invalid state move request",
              from + " cannot be moved to " + to + ": " + problem + ".");
    }
    return problem == null;
  }

  private @Nullable StateEdit nothing(String address) {
    diagnostics.add(
        state.suggest(
            Diagnostic.error(
                "Invalid source address", "The state holds nothing at " + address + "."),
            address));
    return null;
  }

  private @Nullable StateEdit refused(String summary, String why) {
    diagnostics.add(Diagnostic.error(summary, why));
    return null;
  }

  private StateEdit edit(SequencedMap<Address, Address> moved, List<StateEdit.Subject> subjects) {
    Map<String, String> blocks = blocks(moved);
    List<Run.Change> changes = new ArrayList<>();
    List<Run.Change> arrivals = new ArrayList<>();
    state
        .instances()
        .forEach(
            (address, rows) -> {
              Address now = moved.get(address);
              for (ResourceRow row : rows) {
                List<String> dependencies =
                    row.dependencies().stream()
                        .map(each -> blocks.getOrDefault(each, each))
                        .toList();
                ResourceRow changed = Rows.withDependencies(row, dependencies);
                if (now != null) {
                  changes.add(new Run.Change.Remove(row.address(), row.deposed()));
                  arrivals.add(new Run.Change.Put(Rows.withAddress(changed, now.toString())));
                } else if (!dependencies.equals(row.dependencies())) {
                  arrivals.add(new Run.Change.Put(changed));
                }
              }
            });
    changes.addAll(arrivals);
    return new StateEdit(changes, subjects);
  }

  /** Blocks that are wholly somewhere else now: what depends on them does so there. */
  private Map<String, String> blocks(Map<Address, Address> moved) {
    Map<NodeKey, NodeKey> all = new HashMap<>();
    moved.forEach((old, now) -> all.put(old.node(), now.node()));
    for (Address each : state.instances().keySet()) {
      if (!moved.containsKey(each)) {
        all.remove(each.node());
      }
    }
    Map<String, String> names = new HashMap<>();
    all.forEach((old, now) -> names.put(old.toString(), now.toString()));
    return names;
  }
}
