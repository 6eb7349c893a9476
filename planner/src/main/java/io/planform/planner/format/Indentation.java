package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Indents lines by two spaces for each line that left brackets open: brackets that were opened
 * together on one line count once, however many they are.
 */
final class Indentation {
  private static final int WIDTH = 2;

  /** For each open level the brackets of its line that are still open. */
  private final Deque<Integer> levels = new ArrayDeque<>();

  private Indentation() {}

  static void indent(List<Line> lines) {
    Indentation indentation = new Indentation();
    lines.forEach(indentation::indent);
  }

  private void indent(Line line) {
    Piece first = line.lead().getFirst();
    if (first.is(TokenKind.NEWLINE)) {
      first.setSpaces(0);
      return;
    }
    int change = line.nesting();
    close(-change);
    first.setSpaces(WIDTH * levels.size());
    if (change > 0) {
      levels.push(change);
    }
  }

  private void close(int brackets) {
    int left = brackets;
    while (left > 0 && !levels.isEmpty()) {
      int open = levels.pop();
      if (left < open) {
        levels.push(open - left);
      }
      left -= open;
    }
  }
}
