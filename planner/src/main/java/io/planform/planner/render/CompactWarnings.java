package io.planform.planner.render;

import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Warnings by their summaries only, as {@code -compact-warnings} has them. */
public final class CompactWarnings {
  private final Palette palette;

  public CompactWarnings(Palette palette) {
    this.palette = palette;
  }

  /**
   * @param warnings at least one
   */
  public String render(List<Diagnostic> warnings) {
    SequencedMap<String, List<Diagnostic>> alike = new LinkedHashMap<>();
    for (Diagnostic warning : warnings) {
      alike.computeIfAbsent(warning.summary(), _ -> new ArrayList<>()).add(warning);
    }
    StringBuilder text = new StringBuilder("\n");
    text.append(palette.paint(Ink.WARNING, "Warnings:")).append("\n\n");
    alike.forEach((summary, group) -> group(summary, group, text));
    return text.append("\nTo see the full warning notes, run Planform without -compact-warnings.\n")
        .toString();
  }

  private static void group(String summary, List<Diagnostic> group, StringBuilder text) {
    text.append("- ").append(summary).append('\n');
    SourceRange range = group.getFirst().range();
    int more = group.size() - 1;
    if (range != null) {
      text.append("  on ").append(range.file()).append(" line ").append(range.start().line());
      text.append(more == 0 ? "" : " (and " + more + " more)").append('\n');
    } else if (more > 0) {
      text.append("  (").append(group.size()).append(" occurrences of this warning)\n");
    }
  }
}
