package io.planform.planner.manifest.yaml;

import io.planform.planner.lang.Origin;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.SourceRange;

/** Where the characters of a scalar's decoded text stand in the file. */
final class ScalarOrigin implements Origin {
  private final SourceText source;
  private final int[] offsets;

  private ScalarOrigin(SourceText source, int[] offsets) {
    this.source = source;
    this.offsets = offsets;
  }

  /** Follows the written form along the decoded text: both run in the same direction. */
  static ScalarOrigin of(SourceText source, String decoded, int start, int end) {
    String text = source.text();
    boolean quoted = start < end && text.charAt(start) == '"';
    int at = start;
    if (start < end && (text.charAt(start) == '|' || text.charAt(start) == '>')) {
      int line = text.indexOf('\n', start);
      at = line < 0 ? end : line + 1;
    } else if (quoted || (start < end && text.charAt(start) == '\'')) {
      at++;
    }
    int[] offsets = new int[decoded.length() + 1];
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (quoted && at + 1 < end && text.charAt(at) == '\\' && text.charAt(at + 1) != '\n') {
        offsets[i] = at;
        at += escapeLength(text.charAt(at + 1));
        continue;
      }
      boolean folded = c == ' ' && at < end && text.charAt(at) == '\n';
      while (!folded && at < end && text.charAt(at) != c) {
        at++;
      }
      offsets[i] = at;
      at = Math.min(end, at + 1);
    }
    offsets[decoded.length()] = at;
    return new ScalarOrigin(source, offsets);
  }

  private static int escapeLength(char kind) {
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  @Override
  public SourceRange range(int start, int end) {
    int last = offsets.length - 1;
    int from = offsets[Math.min(start, last)];
    int to = end > start ? offsets[Math.min(end, last) - 1] + 1 : from;
    return source.range(from, Math.max(from, to));
  }
}
