package io.planform.planner.lang.function;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Characters as people see them: extended grapheme clusters of Unicode. */
final class Graphemes {
  private Graphemes() {}

  static List<String> of(String text) {
    List<String> graphemes = new ArrayList<>(text.length());
    if (isSimple(text)) {
      for (int i = 0; i < text.length(); i++) {
        graphemes.add(text.substring(i, i + 1));
      }
      return graphemes;
    }
    BreakIterator breaks = breaks(text);
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      graphemes.add(text.substring(start, end));
      start = end;
    }
    return graphemes;
  }

  static int count(String text) {
    if (isSimple(text)) {
      return text.length();
    }
    BreakIterator breaks = breaks(text);
    int count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  private static BreakIterator breaks(String text) {
    BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    return breaks;
  }

  /** Whether each unit is a character: ASCII, where only a line end can be of two. */
  private static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 126 || text.charAt(i) == '\r') {
        return false;
      }
    }
    return true;
  }
}
