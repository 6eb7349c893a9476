package io.planform.planner.render.report;

import static io.planform.planner.render.report.Html.escaped;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.ResourceChange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The blocks of a plan as a picture in SVG, coloured by what happens to them: what others rest on
 * stands to the left of them.
 */
final class PlanPicture {
  /** More cannot be taken in at a glance; blocks that change come first. */
  private static final int MOST = 300;

  private static final int WIDTH = 250;
  private static final int HEIGHT = 30;
  private static final int ACROSS = WIDTH + 70;
  private static final int DOWN = HEIGHT + 16;
  private static final int MARGIN = 12;
  private static final int LETTERS = 32;

  private final SequencedMap<NodeKey, List<ResourceChange>> blocks;
  private final Map<NodeKey, Layers.Place> places;
  private final Map<NodeKey, Set<NodeKey>> dependencies = new HashMap<>();
  private final int left;

  PlanPicture(SequencedMap<NodeKey, List<ResourceChange>> blocks) {
    this.blocks = blocks;
    List<NodeKey> shown =
        blocks.keySet().stream()
            .sorted(Comparator.comparing(block -> style(change(block)).equals("no-op")))
            .limit(MOST)
            .toList();
    this.left = blocks.size() - shown.size();
    Map<String, NodeKey> byName =
        shown.stream().collect(Collectors.toMap(NodeKey::toString, each -> each));
    for (NodeKey block : shown) {
      Set<NodeKey> known = new LinkedHashSet<>();
      for (String name : change(block).getFirst().declaration().dependencies()) {
        NodeKey dependency = byName.get(name);
        if (dependency != null && !dependency.equals(block)) {
          known.add(dependency);
        }
      }
      dependencies.put(block, known);
    }
    this.places = Layers.of(shown, dependencies);
  }

  private List<ResourceChange> change(NodeKey block) {
    return blocks.getOrDefault(block, List.of());
  }

  /** Where the part of a page about a block begins. */
  static String anchor(NodeKey block) {
    return "block-" + block;
  }

  /** Of several objects the worst. */
  static String style(List<ResourceChange> changes) {
    Set<String> styles =
        changes.stream().map(change -> style(change.action())).collect(Collectors.toSet());
    return List.of("delete", "replace", "update", "create", "forget", "read").stream()
        .filter(styles::contains)
        .findFirst()
        .orElse("no-op");
  }

  private static String style(Action action) {
    return switch (action) {
      case DELETE_THEN_CREATE, CREATE_THEN_DELETE -> "replace";
      case NO_OP -> "no-op";
      case READ, CREATE, UPDATE, DELETE, FORGET -> action.name().toLowerCase(Locale.ROOT);
    };
  }

  /** Empty if there is nothing to show. */
  String render() {
    if (places.isEmpty()) {
      return "";
    }
    int columns = places.values().stream().mapToInt(Layers.Place::column).max().orElse(0) + 1;
    int rows = places.values().stream().mapToInt(Layers.Place::row).max().orElse(0) + 1;
    StringBuilder svg = new StringBuilder("<div class=\"picture\">\n");
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\">\n"
            .formatted(
                columns * ACROSS - (ACROSS - WIDTH) + 2 * MARGIN,
                rows * DOWN - (DOWN - HEIGHT) + 2 * MARGIN));
    svg.append("<title>What is planned, and what rests on what</title>\n");
    dependencies.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> entry.getValue().forEach(to -> edge(to, entry.getKey(), svg)));
    places.forEach((block, place) -> node(block, place, svg));
    svg.append("</svg>\n</div>\n");
    if (left > 0) {
      svg.append("<p>").append(left).append(" more blocks are not in the picture.</p>\n");
    }
    return svg.toString();
  }

  private void edge(NodeKey from, NodeKey to, StringBuilder svg) {
    Layers.Place start = places.get(from);
    Layers.Place end = places.get(to);
    if (start == null || end == null) {
      return;
    }
    int x = x(start) + WIDTH;
    int y = y(start) + HEIGHT / 2;
    int toX = x(end);
    int toY = y(end) + HEIGHT / 2;
    int middle = (x + toX) / 2;
    svg.append(
        "<path d=\"M%d %dC%d %d %d %d %d %d\"/>\n"
            .formatted(x, y, middle, y, middle, toY, toX, toY));
  }

  private void node(NodeKey block, Layers.Place place, StringBuilder svg) {
    List<ResourceChange> changes = change(block);
    String style = style(changes);
    String count = changes.size() == 1 ? "" : " ×" + changes.size();
    String label = block + count;
    String shown =
        label.length() > LETTERS ? "…" + label.substring(label.length() - LETTERS + 1) : label;
    boolean opens = !style.equals("no-op");
    if (opens) {
      svg.append("<a href=\"#").append(escaped(anchor(block))).append("\">");
    }
    svg.append("<g><title>").append(escaped(label + ": " + style)).append("</title>");
    svg.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>"
            .formatted(style, x(place), y(place), WIDTH, HEIGHT));
    svg.append("<text x=\"%d\" y=\"%d\">".formatted(x(place) + 8, y(place) + HEIGHT / 2 + 4));
    svg.append(escaped(shown)).append("</text></g>");
    svg.append(opens ? "</a>\n" : "\n");
  }

  private static int x(Layers.Place place) {
    return MARGIN + place.column() * ACROSS;
  }

  private static int y(Layers.Place place) {
    return MARGIN + place.row() * DOWN;
  }
}
