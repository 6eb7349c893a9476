package io.planform.planner.lang;

import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.util.Arrays;

/** The text of one file, by lines. */
public final class SourceText implements Origin {
  private final String file;
  private final String text;
  private final int[] lineStarts;

  /** Offsets of the second halves of surrogate pairs: what makes columns differ from offsets. */
  private final int[] lowSurrogates;

  /** Where a position was last asked for: the next is mostly on the same line. Only a hint. */
  private int recentLine;

  /**
   * @param file the path as it is shown to the user
   */
  public SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    int lines = 1;
    int surrogates = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines++;
      } else if (isLowHalf(i)) {
        surrogates++;
      }
    }
    lineStarts = new int[lines];
    lowSurrogates = new int[surrogates];
    int line = 1;
    int surrogate = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        lineStarts[line++] = i + 1;
      } else if (isLowHalf(i)) {
        lowSurrogates[surrogate++] = i;
      }
    }
  }

  private boolean isLowHalf(int i) {
    return i > 0
        && Character.isLowSurrogate(text.charAt(i))
        && Character.isHighSurrogate(text.charAt(i - 1));
  }

  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  /**
   * A line without its end.
   *
   * @param number 1-based
   */
  public String line(int number) {
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  public SourcePosition position(int offset) {
    int line = lineOf(offset);
    int start = lineStarts[line];
    return new SourcePosition(
        line + 1, offset - start - surrogatesBefore(offset) + surrogatesBefore(start) + 1, offset);
  }

  /** 0-based. */
  private int lineOf(int offset) {
    int recent = recentLine;
    boolean same =
        lineStarts[recent] <= offset
            && (recent + 1 == lineStarts.length || offset < lineStarts[recent + 1]);
    if (same) {
      return recent;
    }
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    recentLine = line;
    return line;
  }

  /** The offset of a 1-based line and column, the column in code points. */
  public int offset(int line, int column) {
    int start = lineStarts[Math.min(line, lineStarts.length) - 1];
    if (lowSurrogates.length == 0) {
      return Math.min(text.length(), start + column - 1);
    }
    int before = surrogatesBefore(start);
    int offset = Math.min(text.length(), start + column - 1);
    int moved = 0;
    // Each surrogate pair on the way moves the offset by one; what is moved over may have more.
    while (surrogatesBefore(offset + 1) - before > moved && offset < text.length()) {
      int pairs = surrogatesBefore(offset + 1) - before;
      offset = Math.min(text.length(), offset + pairs - moved);
      moved = pairs;
    }
    return offset;
  }

  private int surrogatesBefore(int offset) {
    if (lowSurrogates.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(lowSurrogates, offset);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public SourceRange range(int start, int end) {
    return new SourceRange(file, position(start), position(end));
  }
}
