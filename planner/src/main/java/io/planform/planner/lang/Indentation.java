package io.planform.planner.lang;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The indentation that all lines of a {@code <<-} heredoc share, which is not part of its text. */
final class Indentation {
  private Indentation() {}

  /**
   * Removes it. Blank lines neither count nor lose anything.
   *
   * @param pieces the heredoc's literal texts in order, none longer than its line, strip markers
   *     heeded; null for a sequence between them
   */
  static void remove(List<@Nullable StringBuilder> pieces) {
    int shared = Integer.MAX_VALUE;
    boolean lineStart = true;
    List<StringBuilder> indented = new ArrayList<>();
    for (StringBuilder piece : pieces) {
      if (lineStart) {
        lineStart = false;
        int spaces = piece == null ? 0 : spaces(piece);
        if (piece == null || spaces < piece.length() || !endsLine(piece)) {
          shared = Math.min(shared, spaces);
          if (piece != null) {
            indented.add(piece);
          }
        }
      }
      lineStart |= piece != null && endsLine(piece);
    }
    for (StringBuilder piece : indented) {
      piece.delete(0, shared);
    }
  }

  private static boolean endsLine(StringBuilder text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
  }

  private static int spaces(StringBuilder text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static void stripStart(StringBuilder text) {
    text.delete(0, spaces(text));
  }

  static void stripEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    text.setLength(end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }
}
