package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.prior.PriorState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what {@code -target}, {@code -exclude} and {@code -replace} name is there. */
final class Selection {
  private final PlanRequest request;
  private final ConfigurationTree tree;
  private final PriorState prior;
  private final Diagnostics diagnostics;

  Selection(
      PlanRequest request, ConfigurationTree tree, PriorState prior, Diagnostics diagnostics) {
    this.request = request;
    this.tree = tree;
    this.prior = prior;
    this.diagnostics = diagnostics;
  }

  /** Looks for the blocks and modules, before anything is planned. */
  void check() {
    request.targets().forEach(target -> check("-target", target));
    request.excluded().forEach(target -> check("-exclude", target));
    request.replace().forEach(address -> check("-replace", new Target.Block(address)));
  }

  private void check(String flag, Target target) {
    boolean known =
        switch (target) {
          case Target.Module(ModuleInstance module) -> tree.module(module.path()) != null;
          case Target.Block(Address address) ->
              tree.resource(address.module().path(), address.node().name()) != null;
        };
    if (!known && prior.blocks().stream().noneMatch(target::names)) {
      diagnostics.add(nothing(flag, target));
    }
  }

  private Diagnostic nothing(String flag, Target target) {
    Diagnostic error =
        Diagnostic.error(
            flag + " matches nothing",
            "Neither the configuration nor the state has " + target + ".");
    String question = NearMatch.question(target.toString(), candidates(target)).strip();
    return question.isEmpty() ? error : error.withHint(question);
  }

  private List<String> candidates(Target target) {
    List<String> names = new ArrayList<>();
    tree.modules()
        .forEach(
            (path, module) -> {
              if (target instanceof Target.Module) {
                names.add(path.toString());
              } else {
                names.addAll(names(path, module));
              }
            });
    return names;
  }

  private static List<String> names(ModulePath path, Configuration module) {
    return module.resources().keySet().stream()
        .map(name -> NodeKey.block(path, name).toString())
        .toList();
  }

  /**
   * Looks for the instances, when it is known which there are.
   *
   * @param changes of everything that is part of the plan
   */
  void check(Collection<ResourceChange> changes, Targeting targeting) {
    if (request.mode() != Plan.Mode.NORMAL) {
      return;
    }
    Set<Address> present = new HashSet<>();
    changes.forEach(change -> present.add(change.address()));
    for (Target target : request.targets()) {
      if (target instanceof Target.Block(Address address)
          && address.key() != null
          && address.mode() == Mode.MANAGED
          && !present.contains(address)) {
        diagnostics.add(noInstance("-target", address, present));
      }
    }
    for (Address address : request.replace()) {
      if (!present.contains(address) && targeting.includes(address)) {
        unreplaced(address, present);
      }
    }
  }

  private void unreplaced(Address address, Set<Address> present) {
    Resource block = tree.resource(address.module().path(), address.node().name());
    boolean repeats = block != null && Expansion.repetition(block) != Expansion.Repetition.SINGLE;
    if (repeats && address.key() == null) {
      diagnostics.add(
          Diagnostic.warning(
              "Incompletely-matched force-replace resource instance",
              address
                  + " has several instances, so that nothing is replaced. They are:"
                  + list(address, present),
              null));
    } else {
      diagnostics.add(noInstance("-replace", address, present));
    }
  }

  private static Diagnostic noInstance(String flag, Address address, Set<Address> present) {
    String others = list(address, present);
    return Diagnostic.error(
        flag + " matches nothing",
        "There is no instance " + address + "." + (others.isEmpty() ? "" : " There are:" + others));
  }

  private static String list(Address address, Set<Address> present) {
    return present.stream()
        .filter(each -> each.block().equals(address.block()))
        .sorted()
        .limit(10)
        .map(each -> "\n  " + each)
        .collect(Collectors.joining());
  }

  /** Objects that moved must not be left where they were while others move. */
  void checkMoves(Map<Address, Address> origins, Targeting targeting) {
    List<Address> left =
        origins.keySet().stream().filter(now -> !targeting.includes(now)).sorted().toList();
    if (!left.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "Moved resource instances excluded by targeting",
                  "These have new addresses, which the plan has to take in:"
                      + left.stream()
                          .map(now -> "\n  " + origins.get(now) + " is now " + now)
                          .collect(Collectors.joining()))
              .withHint(
                  left.stream()
                      .map(now -> "-target='" + now + "'")
                      .collect(Collectors.joining(" "))));
    }
  }
}
