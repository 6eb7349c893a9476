package io.planform.planner.lang;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokens of a text, in order and without gaps: their texts together are the text. The last one
 * is an empty {@link TokenKind#END}.
 */
public final class Tokens {
  private static final TokenKind[] KINDS = TokenKind.values();

  private final String text;

  /** By their ordinals: a large file has millions. */
  private byte[] kinds;

  private int[] starts;
  private int count;

  /** Names recur: what is made of a file has each of them once. */
  private final Map<String, String> names = new HashMap<>();

  Tokens(String text) {
    this.text = text;
    int expected = text.length() / 3 + 16;
    this.kinds = new byte[expected];
    this.starts = new int[expected + 1];
  }

  @SuppressWarnings("EnumOrdinal") // They never leave this object.
  void add(TokenKind kind, int start) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2 + 1);
    }
    kinds[count] = (byte) kind.ordinal();
    starts[count] = start;
    count++;
    starts[count] = text.length();
  }

  public int count() {
    return count;
  }

  public TokenKind kind(int index) {
    return KINDS[kinds[index]];
  }

  public int start(int index) {
    return starts[index];
  }

  public int end(int index) {
    return starts[index + 1];
  }

  public String text(int index) {
    return text.substring(starts[index], starts[index + 1]);
  }

  /** As {@link #text}, for what is likely to be in the text again: the same object each time. */
  public String name(int index) {
    return names.computeIfAbsent(text(index), name -> name);
  }

  /** Whether there is nothing in a token that could be an escape. */
  boolean isPlain(int index) {
    for (int i = starts[index]; i < starts[index + 1]; i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '$' || c == '%') {
        return false;
      }
    }
    return true;
  }

  String source() {
    return text;
  }
}
