package io.planform.planner.render;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.render.ProgressText.Verb;
import io.planform.planner.render.text.Columns;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is under way, as a tree of modules, above a bar of how far the whole is. */
public final class ProgressTree {
  private static final int WIDEST_BAR = 40;

  /** The bar and the line that counts what is not shown. */
  private static final int LINES_BELOW = 2;

  private final Palette palette;
  private final int columns;
  private final int rows;

  /**
   * @param columns no line is as wide, so that no terminal goes on in the next one
   * @param rows there are fewer lines
   */
  public ProgressTree(Palette palette, int columns, int rows) {
    this.palette = palette;
    this.columns = columns;
    this.rows = rows;
  }

  /** One operation under way. */
  public record Running(Address address, Verb verb, Duration elapsed) {}

  /**
   * @param total operations of the whole apply
   */
  public record Count(int done, int failed, int total, Duration elapsed) {}

  public List<String> lines(List<Running> running, Count count) {
    Map<ModuleInstance, List<Running>> modules = new TreeMap<>();
    for (Running each : running) {
      modules.computeIfAbsent(each.address().module(), _ -> new ArrayList<>()).add(each);
    }
    List<String> tree = new ArrayList<>();
    List<Running> own = modules.getOrDefault(ModuleInstance.ROOT, List.of());
    modules.remove(ModuleInstance.ROOT);
    leaves(own, modules.isEmpty(), "", tree);
    int left = modules.size();
    for (Map.Entry<ModuleInstance, List<Running>> module : modules.entrySet()) {
      left--;
      tree.add(branch("", left == 0) + module.getKey());
      leaves(module.getValue(), true, left == 0 ? "   " : "│  ", tree);
    }
    return fitting(tree, running.size(), count);
  }

  private static void leaves(List<Running> running, boolean last, String indent, List<String> to) {
    List<Running> sorted = new ArrayList<>(running);
    sorted.sort(Comparator.comparing(Running::address));
    for (int i = 0; i < sorted.size(); i++) {
      Running each = sorted.get(i);
      to.add(
          branch(indent, last && i == sorted.size() - 1)
              + ProgressText.running(each.address(), each.verb(), each.elapsed()));
    }
  }

  private static String branch(String indent, boolean last) {
    return indent + (last ? "└─ " : "├─ ");
  }

  private List<String> fitting(List<String> tree, int running, Count count) {
    int most = Math.max(0, rows - LINES_BELOW - 1);
    List<String> lines = new ArrayList<>();
    tree.stream()
        .limit(most)
        .forEach(line -> lines.add(palette.paint(Ink.STRONG, Columns.shorten(line, columns - 1))));
    if (tree.size() > most) {
      String more = "   … and " + (tree.size() - most) + " lines more";
      lines.add(palette.paint(Ink.FAINT, Columns.shorten(more, columns - 1)));
    }
    lines.add(bar(running, count));
    return lines;
  }

  private String bar(int running, Count count) {
    String text =
        " %d/%d%s%s, %s"
            .formatted(
                count.done(),
                count.total(),
                running == 0 ? "" : ", " + running + " under way",
                count.failed() == 0 ? "" : ", " + count.failed() + " failed",
                ProgressText.spoken(count.elapsed()));
    int width = Math.min(WIDEST_BAR, columns - 1 - Columns.of(text));
    if (width < 4) {
      return Columns.shorten(text.strip(), columns - 1);
    }
    int full =
        count.total() == 0
            ? 0
            : (int) (width * Math.min(1.0, count.done() / (double) count.total()));
    return palette.paint(count.failed() == 0 ? Ink.ADD : Ink.ERROR, "█".repeat(full))
        + palette.paint(Ink.FAINT, "░".repeat(width - full))
        + text;
  }
}
