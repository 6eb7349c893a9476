package io.planform.planner.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.config.ModulePath;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ResourceGraphTest {

  @Property(tries = 200)
  void anEdgeIsWhatNoOtherBlockStandsBetween(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @IntRange(max = 3) int mostDependencies,
      @ForAll long seed) {
    Graph<NodeKey> graph = acyclic(size, mostDependencies, new Random(seed));
    Set<ResourceGraph.Edge> expected = new HashSet<>();
    for (NodeKey from : graph.nodes()) {
      if (isBlock(from)) {
        Set<NodeKey> needed = blocksBehind(graph, from);
        Set<NodeKey> behindOthers = new HashSet<>();
        needed.forEach(other -> behindOthers.addAll(blocksBehind(graph, other)));
        needed.stream()
            .filter(to -> !behindOthers.contains(to))
            .forEach(to -> expected.add(new ResourceGraph.Edge(from, to)));
      }
    }
    assertEquals(expected, new HashSet<>(ResourceGraph.of(graph).edges()));
  }

  private static Graph<NodeKey> acyclic(int size, int mostDependencies, Random random) {
    Graph.Builder<NodeKey> graph = new Graph.Builder<>();
    for (int node = 0; node < size; node++) {
      graph.node(key(node));
      for (int edge = 0; node > 0 && edge < random.nextInt(mostDependencies + 1); edge++) {
        graph.edge(key(node), key(random.nextInt(node)));
      }
    }
    return graph.build();
  }

  /** Two of three are blocks. */
  private static NodeKey key(int node) {
    return node % 3 == 0
        ? NodeKey.local(ModulePath.ROOT, "l" + node)
        : NodeKey.block(ModulePath.ROOT, "t.b" + node);
  }

  private static boolean isBlock(NodeKey node) {
    return node.kind() == NodeKey.Kind.BLOCK;
  }

  private static Set<NodeKey> blocksBehind(Graph<NodeKey> graph, NodeKey from) {
    Set<NodeKey> reached = new LinkedHashSet<>(graph.withDependencies(Set.of(from)));
    reached.remove(from);
    reached.removeIf(node -> !isBlock(node));
    return reached;
  }
}
