package io.planform.planner.plan;

import io.planform.planner.graph.Graph;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code -target} confines a plan to. */
final class Targeting {
  private final Set<Address> targets;
  private final Set<String> named = new HashSet<>();
  private final Set<String> included;
  private final Graph<String> graph;

  Targeting(PlanRequest request, Graph<String> graph) {
    this.targets = request.targets();
    this.graph = graph;
    targets.forEach(target -> named.add(target.block()));
    Set<String> present =
        named.stream().filter(graph::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    // What is destroyed takes with it what rests on it.
    this.included =
        request.mode() == Plan.Mode.DESTROY
            ? graph.withDependents(present)
            : graph.withDependencies(present);
  }

  boolean isActive() {
    return !targets.isEmpty();
  }

  boolean includesNode(String node) {
    return !isActive() || included.contains(node) || named.contains(node);
  }

  /** An output or a check is looked at when all it rests on is part of the plan. */
  boolean includesWhole(String node) {
    return !isActive() || graph.dependencies(node).stream().allMatch(included::contains);
  }

  boolean includes(Address address) {
    if (!isActive()) {
      return true;
    }
    if (!named.contains(address.block())) {
      return included.contains(address.block());
    }
    return targets.stream()
        .filter(target -> target.block().equals(address.block()))
        .anyMatch(target -> target.key() == null || target.equals(address));
  }
}
