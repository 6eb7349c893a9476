package io.planform.planner.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Nodes and what each depends on. Immutable; every operation takes time linear in nodes and edges.
 *
 * @param <N> compared by {@code equals}; hashing must be cheap
 */
public final class Graph<N> {
  private final List<N> nodes;
  private final Map<N, Integer> indices;
  private final int[][] dependencies;
  private final int[][] dependents;

  private Graph(List<N> nodes, Map<N, Integer> indices, List<SequencedSet<Integer>> edges) {
    this.nodes = List.copyOf(nodes);
    this.indices = Map.copyOf(indices);
    this.dependencies = new int[nodes.size()][];
    int[] counts = new int[nodes.size()];
    for (int node = 0; node < nodes.size(); node++) {
      dependencies[node] = edges.get(node).stream().mapToInt(Integer::intValue).toArray();
      for (int dependency : dependencies[node]) {
        counts[dependency]++;
      }
    }
    this.dependents = new int[nodes.size()][];
    for (int node = 0; node < nodes.size(); node++) {
      dependents[node] = new int[counts[node]];
    }
    for (int node = nodes.size() - 1; node >= 0; node--) {
      for (int dependency : dependencies[node]) {
        dependents[dependency][--counts[dependency]] = node;
      }
    }
  }

  /** Collects nodes and edges. */
  public static final class Builder<N> {
    private final List<N> nodes = new ArrayList<>();
    private final Map<N, Integer> indices = new HashMap<>();
    private final List<SequencedSet<Integer>> edges = new ArrayList<>();

    /** Adds a node; nothing happens if it is there. */
    public Builder<N> node(N node) {
      index(node);
      return this;
    }

    /** Adds an edge, and its nodes where they are missing. */
    public Builder<N> edge(N dependent, N dependency) {
      edges.get(index(dependent)).add(index(dependency));
      return this;
    }

    public Graph<N> build() {
      return new Graph<>(nodes, indices, edges);
    }

    private int index(N node) {
      Integer known = indices.get(node);
      if (known != null) {
        return known;
      }
      indices.put(node, nodes.size());
      nodes.add(node);
      edges.add(new LinkedHashSet<>());
      return nodes.size() - 1;
    }
  }

  /** In the order in which they were added. */
  public List<N> nodes() {
    return nodes;
  }

  public boolean contains(N node) {
    return indices.containsKey(node);
  }

  public List<N> dependencies(N node) {
    return named(dependencies[index(node)]);
  }

  public List<N> dependents(N node) {
    return named(dependents[index(node)]);
  }

  /** The given nodes and everything they depend on. */
  public SequencedSet<N> withDependencies(Collection<N> from) {
    return closure(from, dependencies);
  }

  /** The given nodes and everything that depends on them. */
  public SequencedSet<N> withDependents(Collection<N> from) {
    return closure(from, dependents);
  }

  private SequencedSet<N> closure(Collection<N> from, int[][] edges) {
    SequencedSet<N> reached = new LinkedHashSet<>(from);
    Deque<N> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (int next : edges[index(open.pop())]) {
        if (reached.add(nodes.get(next))) {
          open.push(nodes.get(next));
        }
      }
    }
    return reached;
  }

  /** Every node after its dependencies; nodes of cycles, and what depends on them, are left out. */
  public List<N> inOrder() {
    int[] open = openDependencies();
    List<N> order = new ArrayList<>(nodes.size());
    Deque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < open.length; node++) {
      if (open[node] == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(nodes.get(node));
      for (int dependent : dependents[node]) {
        if (--open[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    return order;
  }

  /** Groups of nodes that depend on each other in a circle, and nodes that depend on themselves. */
  public List<List<N>> cycles() {
    return inOrder().size() == nodes.size()
        ? List.of()
        : new Cycles(dependencies).find(this::named);
  }

  int[] openDependencies() {
    return Arrays.stream(dependencies).mapToInt(edges -> edges.length).toArray();
  }

  int[] dependentsOf(int node) {
    return dependents[node];
  }

  private List<N> named(int[] indexed) {
    return Arrays.stream(indexed).mapToObj(nodes::get).toList();
  }

  private int index(N node) {
    Integer index = indices.get(node);
    if (index == null) {
      throw new IllegalArgumentException("not in the graph: " + node);
    }
    return index;
  }
}
