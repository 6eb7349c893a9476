package io.planform.planner.manifest.yaml;

import java.io.Reader;

/**
 * Reads a text so that no portion ends between the halves of a surrogate pair: the parser asks for
 * the second half in a place that its buffer does not have.
 */
final class WholePairs extends Reader {
  private final String text;
  private int at;

  WholePairs(String text) {
    this.text = text;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (at == text.length()) {
      return -1;
    }
    int end = Math.min(text.length(), at + length);
    if (end < text.length() && end - at > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    text.getChars(at, end, buffer, offset);
    int count = end - at;
    at = end;
    return count;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
