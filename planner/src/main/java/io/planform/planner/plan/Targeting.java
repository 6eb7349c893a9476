package io.planform.planner.plan;

import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code -target} confines a plan to. */
final class Targeting {
  private final Set<Target> targets;
  private final Set<NodeKey> included;
  private final Graph<NodeKey> graph;

  Targeting(PlanRequest request, Graph<NodeKey> graph) {
    this.targets = request.targets();
    this.graph = graph;
    Set<NodeKey> present =
        graph.nodes().stream()
            .filter(node -> node.kind() == NodeKey.Kind.BLOCK && isNamed(node))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    // What is destroyed takes with it what rests on it.
    this.included =
        request.mode() == Plan.Mode.DESTROY
            ? graph.withDependents(present)
            : graph.withDependencies(present);
  }

  boolean isActive() {
    return !targets.isEmpty();
  }

  private boolean isNamed(NodeKey block) {
    return targets.stream().anyMatch(target -> target.names(block));
  }

  boolean includesNode(NodeKey block) {
    return !isActive() || included.contains(block) || isNamed(block);
  }

  /** An output or a check is looked at when all it rests on is part of the plan. */
  boolean includesWhole(NodeKey node) {
    return !isActive() || graph.dependencies(node).stream().allMatch(included::contains);
  }

  boolean includes(Address address) {
    if (!isActive()) {
      return true;
    }
    NodeKey block = address.node();
    return isNamed(block)
        ? targets.stream().anyMatch(target -> target.includes(address))
        : included.contains(block);
  }
}
