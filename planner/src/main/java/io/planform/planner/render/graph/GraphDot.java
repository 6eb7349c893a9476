package io.planform.planner.render.graph;

import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.ResourceGraph;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Palette;
import java.util.List;
import java.util.Map;

/** Writes a graph in the DOT language, as {@code terraform graph} does. */
public final class GraphDot {
  private GraphDot() {}

  public static String render(ResourceGraph graph) {
    Lines lines = new Lines(Palette.PLAIN);
    lines.plain("digraph G {");
    lines.plain("  rankdir = \"RL\";");
    lines.plain("  node [shape = rect, fontname = \"sans-serif\"];");
    if (graph.modules().isEmpty()) {
      lines.plain("  /* no resources */");
    }
    for (Map.Entry<ModulePath, List<NodeKey>> module : graph.modules().entrySet()) {
      if (module.getKey().isRoot()) {
        nodes("  ", module.getValue(), lines);
      } else {
        lines.plain("  subgraph \"cluster_" + module.getKey() + "\" {");
        lines.plain("    label = \"" + module.getKey() + "\"");
        lines.plain("    fontname = \"sans-serif\"");
        nodes("    ", module.getValue(), lines);
        lines.plain("  }");
      }
    }
    for (ResourceGraph.Edge edge : graph.edges()) {
      lines.plain("  \"" + edge.from() + "\" -> \"" + edge.to() + "\";");
    }
    lines.plain("}");
    return lines.toString();
  }

  private static void nodes(String indent, List<NodeKey> blocks, Lines lines) {
    for (NodeKey block : blocks) {
      lines.plain(indent + "\"" + block + "\" [label=\"" + block.local() + "\"];");
    }
  }
}
