package io.planform.planner.lang;

import java.util.Arrays;

/**
 * The tokens of a text, in order and without gaps: their texts together are the text. The last one
 * is an empty {@link TokenKind#END}.
 */
public final class Tokens {
  private final String text;
  private TokenKind[] kinds = new TokenKind[64];
  private int[] starts = new int[65];
  private int count;

  Tokens(String text) {
    this.text = text;
  }

  void add(TokenKind kind, int start) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2 + 1);
    }
    kinds[count] = kind;
    starts[count] = start;
    count++;
    starts[count] = text.length();
  }

  public int count() {
    return count;
  }

  public TokenKind kind(int index) {
    return kinds[index];
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

  String source() {
    return text;
  }
}
