package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Which managed blocks a block rests on: directly, or by way of locals and data sources. */
final class Dependencies {
  private final Map<String, SequencedSet<String>> blocks = new HashMap<>();
  private final Set<String> createBeforeDestroy = new HashSet<>();

  Dependencies(Configuration configuration, Graph<String> graph) {
    List<String> order = graph.inOrder();
    for (String node : order) {
      SequencedSet<String> reached = new LinkedHashSet<>();
      for (String dependency : graph.dependencies(node)) {
        if (isManaged(configuration, dependency)) {
          reached.add(dependency);
        } else {
          reached.addAll(blocks.getOrDefault(dependency, new LinkedHashSet<>()));
        }
      }
      blocks.put(node, reached);
    }
    for (String node : order.reversed()) {
      Resource resource = configuration.resources().get(node);
      if (resource != null && resource.lifecycle().createBeforeDestroy()) {
        createBeforeDestroy.add(node);
      }
      if (createBeforeDestroy.contains(node)) {
        // What rests on a block cannot be made first while the block itself is destroyed first.
        createBeforeDestroy.addAll(blocks.getOrDefault(node, new LinkedHashSet<>()));
      }
    }
  }

  private static boolean isManaged(Configuration configuration, String node) {
    Resource resource = configuration.resources().get(node);
    return resource != null && resource.mode() == Mode.MANAGED;
  }

  List<String> of(String block) {
    return new ArrayList<>(blocks.getOrDefault(block, new LinkedHashSet<>()));
  }

  boolean createBeforeDestroy(String block) {
    return createBeforeDestroy.contains(block);
  }
}
