package io.planform.planner.plan;

import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code -target} confines a plan to, or what {@code -exclude} leaves out of it. */
final class Targeting {
  private final Set<Target> named;
  private final boolean excludes;
  private final boolean isActive;
  private final Graph<NodeKey> graph;
  private final boolean destroys;
  private final Set<NodeKey> behindProviders;

  /** What comes with the named blocks: into the plan, or out of it. */
  private final Set<NodeKey> drawn;

  Targeting(PlanRequest request, Graph<NodeKey> graph) {
    this.excludes = !request.excluded().isEmpty();
    this.named = excludes ? request.excluded() : request.targets();
    this.isActive = request.isPartial();
    this.graph = graph;
    this.destroys = request.mode() == Plan.Mode.DESTROY;
    this.behindProviders =
        graph.withDependencies(
            graph.nodes().stream().filter(node -> node.kind() == NodeKey.Kind.PROVIDER).toList());
    Set<NodeKey> present =
        graph.nodes().stream()
            .filter(node -> node.kind() == NodeKey.Kind.BLOCK && isNamed(node))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    // What is destroyed takes with it what rests on it; what is left out of that keeps what it
    // rests on itself.
    this.drawn = excludes ? around(present, destroys) : closure(present, !destroys);
  }

  private Set<NodeKey> closure(Set<NodeKey> start, boolean dependencies) {
    return dependencies ? graph.withDependencies(start) : graph.withDependents(start);
  }

  /**
   * What comes with blocks and is none of them, or is one because of another: of a block of which
   * one instance is named the others are not.
   */
  private Set<NodeKey> around(Set<NodeKey> present, boolean dependencies) {
    Set<NodeKey> next = new LinkedHashSet<>();
    present.forEach(
        node -> next.addAll(dependencies ? graph.dependencies(node) : graph.dependents(node)));
    return closure(next, dependencies);
  }

  /** Whether an ephemeral block is opened: to destroy, only what providers need is. */
  boolean opens(NodeKey block) {
    return includesNode(block) && (!destroys || behindProviders.contains(block));
  }

  boolean isActive() {
    return isActive;
  }

  private boolean isNamed(NodeKey block) {
    return named.stream().anyMatch(target -> target.names(block));
  }

  private boolean isNamed(Address address) {
    return named.stream().anyMatch(target -> target.includes(address));
  }

  boolean includesNode(NodeKey block) {
    return !isActive
        || (excludes ? !drawn.contains(block) : drawn.contains(block) || isNamed(block));
  }

  /** An output is looked at when all it rests on is part of the plan. */
  boolean includesWhole(NodeKey node) {
    return !isActive
        || (excludes
            ? !drawn.contains(node)
            : graph.dependencies(node).stream().allMatch(drawn::contains));
  }

  boolean includes(Address address) {
    if (!isActive) {
      return true;
    }
    NodeKey block = address.node();
    if (excludes) {
      return !drawn.contains(block) && !isNamed(address);
    }
    return isNamed(block) ? isNamed(address) : drawn.contains(block);
  }
}
