package io.planform.planner.render.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.graph.ResourceGraph;

/**
 * Writes a graph as JSON (format 1.0): {@code nodes} with their {@code address} and, but in the
 * root, {@code module}; {@code edges} {@code from} an address {@code to} one it waits for.
 */
public final class GraphJson {
  private static final String FORMAT_VERSION = "1.0";

  private GraphJson() {}

  public static String render(ResourceGraph graph) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", FORMAT_VERSION);
    ArrayNode nodes = document.putArray("nodes");
    graph
        .modules()
        .forEach(
            (module, blocks) ->
                blocks.forEach(
                    block -> {
                      ObjectNode node = nodes.addObject().put("address", block.toString());
                      if (!module.isRoot()) {
                        node.put("module", module.toString());
                      }
                    }));
    ArrayNode edges = document.putArray("edges");
    for (ResourceGraph.Edge edge : graph.edges()) {
      edges.addObject().put("from", edge.from().toString()).put("to", edge.to().toString());
    }
    return document.toPrettyString() + "\n";
  }
}
