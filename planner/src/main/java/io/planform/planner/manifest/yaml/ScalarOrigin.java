package io.planform.planner.manifest.yaml;

import io.planform.planner.lang.Origin;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.SourceRange;
import org.jspecify.annotations.Nullable;

/** Where the characters of a scalar's decoded text stand in the file. */
final class ScalarOrigin implements Origin {
  private final SourceText source;
  private final String decoded;
  private final int start;
  private final int end;

  /** One for each character and one for the end; null until a place is asked for. */
  private int @Nullable [] offsets;

  /**
   * @param start of the written form, behind anchor and tag
   */
  ScalarOrigin(SourceText source, String decoded, int start, int end) {
    this.source = source;
    this.decoded = decoded;
    this.start = start;
    this.end = end;
  }

  /** Follows the written form along the decoded text: both run in the same direction. */
  private int[] follow() {
    String text = source.text();
    boolean quoted = start < end && text.charAt(start) == '"';
    int at = start;
    if (start < end && (text.charAt(start) == '|' || text.charAt(start) == '>')) {
      int line = text.indexOf('\n', start);
      at = line < 0 ? end : line + 1;
    } else if (quoted || (start < end && text.charAt(start) == '\'')) {
      at++;
    }
    int[] found = new int[decoded.length() + 1];
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (quoted && at + 1 < end && text.charAt(at) == '\\' && text.charAt(at + 1) != '\n') {
        found[i] = at;
        at += escapeLength(text.charAt(at + 1));
        continue;
      }
      boolean folded = c == ' ' && at < end && text.charAt(at) == '\n';
      while (!folded && at < end && text.charAt(at) != c) {
        at++;
      }
      found[i] = at;
      at = Math.min(end, at + 1);
    }
    found[decoded.length()] = at;
    return found;
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
  public SourceRange range(int from, int to) {
    int[] known = offsets;
    if (known == null) {
      known = follow();
      offsets = known;
    }
    int last = known.length - 1;
    int first = known[Math.min(from, last)];
    int behind = to > from ? known[Math.min(to, last) - 1] + 1 : first;
    return source.range(first, Math.max(first, behind));
  }
}
