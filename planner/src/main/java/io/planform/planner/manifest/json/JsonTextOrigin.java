package io.planform.planner.manifest.json;

import io.planform.planner.lang.Origin;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.SourceRange;

/**
 * Where the characters of a decoded JSON string stand in the file.
 *
 * @param open offset of the opening quote
 */
record JsonTextOrigin(SourceText source, int open) implements Origin {

  /** Offset behind the closing quote of the string that opens at a place. */
  static int end(String text, int open) {
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + 1);
  }

  @Override
  public SourceRange range(int start, int end) {
    int from = offset(open + 1, start);
    return source.range(from, offset(from, Math.max(0, end - start)));
  }

  /** Passes over as many decoded characters in the written form. */
  private int offset(int from, int characters) {
    String text = source.text();
    int at = from;
    for (int i = 0; i < characters && at < text.length(); i++) {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
      at += !escape ? 1 : text.charAt(at + 1) == 'u' ? 6 : 2;
    }
    return Math.min(at, text.length());
  }
}
