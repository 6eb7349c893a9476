package io.planform.planner.render.graph;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.ResourceGraph;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Palette;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a graph as a Mermaid flowchart, which many pages of Markdown show as a picture. */
public final class GraphMermaid {
  private final Lines lines = new Lines(Palette.PLAIN);

  /** Addresses cannot be names in Mermaid: nodes are numbered. */
  private final Map<NodeKey, String> names = new HashMap<>();

  private GraphMermaid() {}

  public static String render(ResourceGraph graph) {
    return new GraphMermaid().write(graph);
  }

  private String write(ResourceGraph graph) {
    lines.plain("flowchart RL");
    int clusters = 0;
    for (var module : graph.modules().entrySet()) {
      if (module.getKey().isRoot()) {
        nodes("  ", module.getValue());
      } else {
        lines.plain("  subgraph m" + clusters++ + "[\"" + module.getKey() + "\"]");
        nodes("    ", module.getValue());
        lines.plain("  end");
      }
    }
    for (ResourceGraph.Edge edge : graph.edges()) {
      lines.plain("  " + names.get(edge.from()) + " --> " + names.get(edge.to()));
    }
    return lines.toString();
  }

  private void nodes(String indent, List<NodeKey> blocks) {
    for (NodeKey block : blocks) {
      String name = "n" + names.size();
      names.put(block, name);
      lines.plain(indent + name + "[\"" + block.local() + "\"]");
    }
  }
}
