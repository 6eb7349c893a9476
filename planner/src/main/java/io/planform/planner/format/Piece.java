package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import java.text.BreakIterator;
import java.util.List;

/** A token as it will be printed. Layout changes only how many spaces stand before it. */
final class Piece {
  private final TokenKind kind;
  private final String text;
  private final int start;
  private int spaces;

  /**
   * @param text for a comment up to the end of a line with that end
   * @param start offset in the source; for a piece that was made up, that of what it replaces
   */
  Piece(TokenKind kind, String text, int start, int spaces) {
    this.kind = kind;
    this.text = text;
    this.start = start;
    this.spaces = spaces;
  }

  TokenKind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  int start() {
    return start;
  }

  int spaces() {
    return spaces;
  }

  void setSpaces(int count) {
    spaces = count;
  }

  boolean is(TokenKind other) {
    return kind == other;
  }

  boolean endsLine() {
    return kind == TokenKind.NEWLINE || (kind == TokenKind.COMMENT && text.endsWith("\n"));
  }

  /** What it adds to the depth of brackets. */
  int nesting() {
    return switch (kind) {
      case OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, OPEN_INTERPOLATION, OPEN_DIRECTIVE -> 1;
      case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, CLOSE_SEQUENCE -> -1;
      default -> 0;
    };
  }

  static int nesting(List<Piece> pieces) {
    int sum = 0;
    for (Piece piece : pieces) {
      sum += piece.nesting();
    }
    return sum;
  }

  /** Columns that pieces take with the spaces before them: one for each grapheme cluster. */
  static int columns(List<Piece> pieces) {
    int sum = 0;
    for (Piece piece : pieces) {
      sum += piece.spaces + graphemes(piece.text);
    }
    return sum;
  }

  private static int graphemes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c == '\r') {
        return clusters(text);
      }
    }
    return text.length();
  }

  private static int clusters(String text) {
    BreakIterator iterator = BreakIterator.getCharacterInstance();
    iterator.setText(text);
    int count = 0;
    while (iterator.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }
}
