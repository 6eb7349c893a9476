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
    this.lineStarts = lineStarts(text);
    this.lowSurrogates = lowSurrogates(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[1 + text.length() / 32];
    int count = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = end + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  private static int[] lowSurrogates(String text) {
    int[] offsets = new int[text.length() - text.codePointCount(0, text.length())];
    int count = 0;
    for (int i = 1; count < offsets.length; i++) {
      if (isLowHalf(text, i)) {
        offsets[count++] = i;
      }
    }
    return offsets;
  }

  private static boolean isLowHalf(String text, int i) {
    return Character.isLowSurrogate(text.charAt(i))
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
