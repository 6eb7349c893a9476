package io.planform.planner.convert;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The comments of a file that stand on lines of their own, each given out once. */
final class CommentLines {
  private final List<String> lines;
  private final Set<Integer> given = new HashSet<>();

  CommentLines(SourceText source) {
    this.lines = source.text().lines().map(String::strip).toList();
  }

  /** What stands at the head of the file, before the first line that is no comment. */
  List<String> head() {
    int end = 0;
    while (end < lines.size() && (isComment(end) || lines.get(end).isEmpty())) {
      end++;
    }
    while (end > 0 && isComment(end - 1)) {
      end--;
    }
    return take(0, end);
  }

  /** What stands on the lines right above a place, as texts without marks. */
  List<String> above(SourceRange place) {
    int end = place.start().line() - 1;
    int start = end;
    while (start > 0 && start <= lines.size() && isComment(start - 1)) {
      start--;
    }
    return take(start, end);
  }

  private List<String> take(int start, int end) {
    List<String> texts = new ArrayList<>();
    for (int i = start; i < end; i++) {
      if (isComment(i) && given.add(i)) {
        texts.add(
            lines.get(i).replaceFirst("^(#+|//+|/\\*+)\\s?", "").replaceFirst("\\s*\\*/$", ""));
      }
    }
    return texts;
  }

  private boolean isComment(int index) {
    String line = lines.get(index);
    return line.startsWith("#")
        || line.startsWith("//")
        || (line.startsWith("/*") && line.endsWith("*/"));
  }
}
