package io.planform.planner.cli.view;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines of a terminal's output, written over as they change. The cursor rests below them.
 * Each frame is one write, between marks that let a terminal show it as a whole; terminals that do
 * not know the marks pass over them.
 */
final class LiveRegion {
  private static final String FRAME = "\u001b[?2026h";
  private static final String FRAME_END = "\u001b[?2026l";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final Pattern INK = Pattern.compile("\u001b\\[[0-9;]*m");

  private final PrintStream out;
  private List<String> shown = List.of();
  private int columns;

  LiveRegion(PrintStream out) {
    this.out = out;
  }

  /**
   * @param above lines that stay, before the region
   * @param lines each narrower than the terminal
   * @param width of the terminal now: one that became narrower has broken the lines of before
   */
  void show(List<String> above, List<String> lines, int width) {
    if (above.isEmpty() && lines.equals(shown) && width == columns) {
      return;
    }
    StringBuilder frame = new StringBuilder(FRAME).append(toStart(width));
    if (!above.isEmpty()) {
      frame.append(CLEAR_BELOW);
      above.forEach(line -> frame.append(line).append("\r\n"));
    }
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append("\r\n"));
    write(frame.append(CLEAR_BELOW).append(FRAME_END));
    shown = List.copyOf(lines);
    columns = width;
  }

  /** Takes the region off, as if it had never been there. */
  void clear(int width) {
    if (!shown.isEmpty()) {
      write(toStart(width).append(CLEAR_BELOW));
      shown = List.of();
    }
  }

  private StringBuilder toStart(int width) {
    int rows = 0;
    for (String line : shown) {
      int length = INK.matcher(line).replaceAll("").length();
      rows += width >= columns ? 1 : Math.max(1, (length + width - 1) / width);
    }
    StringBuilder start = new StringBuilder("\r");
    return rows == 0 ? start : start.append("\u001b[").append(rows).append('A');
  }

  private void write(StringBuilder text) {
    out.print(text);
    out.flush();
  }
}
