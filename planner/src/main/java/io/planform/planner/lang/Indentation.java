package io.planform.planner.lang;

import java.util.List;

/** The indentation that all lines of a {@code <<-} heredoc share, which is not part of its text. */
final class Indentation {
  private Indentation() {}

  /**
   * Removes it.
   *
   * @param texts the heredoc's literal texts in order, with an empty one for each sequence between
   *     them
   */
  static void remove(List<StringBuilder> texts) {
    int shared = Integer.MAX_VALUE;
    boolean lineStart = true;
    for (int i = 0; i < texts.size(); i++) {
      StringBuilder text = texts.get(i);
      if (text.isEmpty() && lineStart) {
        shared = 0;
      }
      int at = 0;
      while (at < text.length()) {
        if (lineStart) {
          int spaces = spaces(text, at);
          boolean blank = at + spaces < text.length() && text.charAt(at + spaces) == '\n';
          if (!blank) {
            shared = Math.min(shared, spaces);
          }
        }
        int newline = text.indexOf("\n", at);
        lineStart = newline >= 0;
        at = lineStart ? newline + 1 : text.length();
      }
      lineStart = lineStart && !text.isEmpty();
    }
    if (shared > 0 && shared < Integer.MAX_VALUE) {
      cut(texts, shared);
    }
  }

  private static void cut(List<StringBuilder> texts, int shared) {
    boolean lineStart = true;
    for (StringBuilder text : texts) {
      StringBuilder kept = new StringBuilder(text.length());
      int at = 0;
      while (at < text.length()) {
        if (lineStart) {
          at += Math.min(shared, spaces(text, at));
        }
        int newline = text.indexOf("\n", at);
        lineStart = newline >= 0;
        int end = lineStart ? newline + 1 : text.length();
        kept.append(text, at, end);
        at = end;
      }
      lineStart = lineStart && !text.isEmpty();
      text.setLength(0);
      text.append(kept);
    }
  }

  private static int spaces(StringBuilder text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at - from;
  }
}
