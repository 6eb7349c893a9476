package io.planform.planner.render.report;

import io.planform.planner.graph.NodeKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Places in columns: each node right of all it rests on, near to the rows of those. */
final class Layers {
  private final Map<NodeKey, Set<NodeKey>> dependencies;
  private final Map<NodeKey, Integer> columns = new HashMap<>();
  private final Set<NodeKey> entered = new HashSet<>();

  record Place(int column, int row) {}

  private Layers(Map<NodeKey, Set<NodeKey>> dependencies) {
    this.dependencies = dependencies;
  }

  static SequencedMap<NodeKey, Place> of(
      List<NodeKey> nodes, Map<NodeKey, Set<NodeKey>> dependencies) {
    Layers layers = new Layers(dependencies);
    List<List<NodeKey>> byColumn = new ArrayList<>();
    for (NodeKey node : nodes) {
      int column = layers.column(node);
      while (byColumn.size() <= column) {
        byColumn.add(new ArrayList<>());
      }
      byColumn.get(column).add(node);
    }
    SequencedMap<NodeKey, Place> places = new LinkedHashMap<>();
    for (int column = 0; column < byColumn.size(); column++) {
      List<NodeKey> inColumn = byColumn.get(column);
      inColumn.sort(
          Comparator.comparingDouble((NodeKey node) -> layers.height(node, places))
              .thenComparing(NodeKey::toString));
      for (int row = 0; row < inColumn.size(); row++) {
        places.put(inColumn.get(row), new Place(column, row));
      }
    }
    return places;
  }

  /** What an older state recorded may go in a circle; it is cut where it is met again. */
  private int column(NodeKey node) {
    Integer known = columns.get(node);
    if (known != null) {
      return known;
    }
    int column = 0;
    if (entered.add(node)) {
      for (NodeKey dependency : dependencies.getOrDefault(node, Set.of())) {
        column = Math.max(column, column(dependency) + 1);
      }
      columns.put(node, column);
    }
    return column;
  }

  /** The mean of the rows of what the node rests on. */
  private double height(NodeKey node, Map<NodeKey, Place> places) {
    return dependencies.getOrDefault(node, Set.of()).stream()
        .map(places::get)
        .filter(place -> place != null)
        .mapToInt(Place::row)
        .average()
        .orElse(0);
  }
}
