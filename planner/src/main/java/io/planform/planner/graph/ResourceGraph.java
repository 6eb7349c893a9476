package io.planform.planner.graph;

import io.planform.planner.config.ModulePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Resources and data sources, and what each waits for: those it needs, whatever lies between, that
 * no other one it needs waits for already.
 *
 * @param modules blocks by the module they stand in; modules and blocks in the order of their names
 */
public record ResourceGraph(SequencedMap<ModulePath, List<NodeKey>> modules, List<Edge> edges) {
  private static final Comparator<NodeKey> ORDER =
      Comparator.comparing((NodeKey node) -> node.module().toString())
          .thenComparing(node -> !node.name().startsWith("data."))
          .thenComparing(node -> node.name());

  /** The one waits for the other. */
  public record Edge(NodeKey from, NodeKey to) {}

  /**
   * @param graph without circles
   */
  public static ResourceGraph of(Graph<NodeKey> graph) {
    List<NodeKey> blocks =
        graph.nodes().stream()
            .filter(node -> node.kind() == NodeKey.Kind.BLOCK)
            .sorted(ORDER)
            .toList();
    SequencedMap<ModulePath, List<NodeKey>> modules = new LinkedHashMap<>();
    for (NodeKey block : blocks) {
      modules.computeIfAbsent(block.module(), _ -> new ArrayList<>()).add(block);
    }
    return new ResourceGraph(modules, new Reduction(graph, blocks).edges());
  }

  /**
   * Finds the edges in one pass over the graph for every 64 blocks that may be waited for, a bit
   * for each: 100,000 blocks take a second, where a search from each would take minutes.
   */
  private static final class Reduction {
    private final List<NodeKey> blocks;
    private final int[][] dependencies;

    /** The place among the blocks of each node, all after what they depend on; or -1. */
    private final int[] places;

    private final List<List<NodeKey>> found = new ArrayList<>();

    Reduction(Graph<NodeKey> graph, List<NodeKey> blocks) {
      this.blocks = blocks;
      List<NodeKey> nodes = graph.inOrder();
      Map<NodeKey, Integer> indices = new HashMap<>();
      nodes.forEach(node -> indices.put(node, indices.size()));
      this.dependencies = new int[nodes.size()][];
      this.places = new int[nodes.size()];
      Arrays.fill(places, -1);
      for (int node = 0; node < dependencies.length; node++) {
        dependencies[node] =
            graph.dependencies(nodes.get(node)).stream()
                .mapToInt(dependency -> Objects.requireNonNull(indices.get(dependency)))
                .toArray();
      }
      for (int place = 0; place < blocks.size(); place++) {
        places[Objects.requireNonNull(indices.get(blocks.get(place)))] = place;
        found.add(new ArrayList<>());
      }
    }

    List<Edge> edges() {
      for (int first = 0; first < blocks.size(); first += Long.SIZE) {
        pass(first);
      }
      List<Edge> edges = new ArrayList<>();
      for (int place = 0; place < blocks.size(); place++) {
        for (NodeKey to : found.get(place)) {
          edges.add(new Edge(blocks.get(place), to));
        }
      }
      return edges;
    }

    private void pass(int first) {
      long[] direct = new long[places.length];
      long[] behindBlocks = new long[places.length];
      for (int node = 0; node < places.length; node++) {
        for (int dependency : dependencies[node]) {
          int place = places[dependency];
          if (place < 0) {
            direct[node] |= direct[dependency];
            behindBlocks[node] |= behindBlocks[dependency];
          } else {
            direct[node] |= place / Long.SIZE == first / Long.SIZE ? 1L << place : 0;
            behindBlocks[node] |= direct[dependency] | behindBlocks[dependency];
          }
        }
        if (places[node] >= 0) {
          add(places[node], first, direct[node] & ~behindBlocks[node]);
        }
      }
    }

    private void add(int from, int first, long targets) {
      for (long open = targets; open != 0; open &= open - 1) {
        found.get(from).add(blocks.get(first + Long.numberOfTrailingZeros(open)));
      }
    }
  }
}
