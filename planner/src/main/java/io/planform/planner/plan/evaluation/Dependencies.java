package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Which blocks a block rests on: directly, or by way of locals and data sources. */
public final class Dependencies {
  private final Map<NodeKey, SequencedSet<NodeKey>> blocks = new HashMap<>();
  private final Set<NodeKey> createBeforeDestroy = new HashSet<>();

  public Dependencies(Evaluation evaluation, Graph<NodeKey> graph) {
    List<NodeKey> order = graph.inOrder();
    for (NodeKey node : order) {
      SequencedSet<NodeKey> reached = new LinkedHashSet<>();
      for (NodeKey dependency : graph.dependencies(node)) {
        Resource resource = evaluation.block(dependency);
        if (resource != null && resource.mode() != Mode.EPHEMERAL) {
          reached.add(dependency);
        }
        if (resource == null || resource.mode() != Mode.MANAGED) {
          reached.addAll(blocks.getOrDefault(dependency, new LinkedHashSet<>()));
        }
      }
      blocks.put(node, reached);
    }
    for (NodeKey node : order.reversed()) {
      Resource resource = evaluation.block(node);
      if (resource != null && resource.lifecycle().createBeforeDestroy()) {
        createBeforeDestroy.add(node);
      }
      if (createBeforeDestroy.contains(node)) {
        // What rests on a block cannot be made first while the block itself is destroyed first.
        createBeforeDestroy.addAll(blocks.getOrDefault(node, new LinkedHashSet<>()));
      }
    }
  }

  /** Managed blocks and data sources. */
  public Set<NodeKey> of(NodeKey node) {
    return blocks.getOrDefault(node, new LinkedHashSet<>());
  }

  /** As the state records them. */
  public List<String> recorded(NodeKey block) {
    return of(block).stream().map(NodeKey::toString).toList();
  }

  public boolean createBeforeDestroy(NodeKey block) {
    return createBeforeDestroy.contains(block);
  }
}
