package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Turns tokens into pieces. */
final class Pieces {
  private Pieces() {}

  /** The last piece is an empty {@link TokenKind#END} behind the last line. */
  static List<Piece> of(Tokens tokens) {
    List<Piece> pieces = new ArrayList<>(tokens.count());
    int spaces = 0;
    for (int i = 0; i < tokens.count(); i++) {
      TokenKind kind = tokens.kind(i);
      if (kind == TokenKind.WHITESPACE) {
        // A byte order mark counts as white space and is dropped.
        boolean mark = tokens.text(i).startsWith("\uFEFF");
        spaces += tokens.end(i) - tokens.start(i) - (mark ? 1 : 0);
        continue;
      }
      String text = tokens.text(i);
      int start = tokens.start(i);
      if (isLineComment(kind, text) && tokens.kind(i + 1) == TokenKind.NEWLINE) {
        i++;
        text += tokens.text(i);
      }
      pieces.add(new Piece(kind, text, start, spaces));
      spaces = 0;
    }
    return pieces;
  }

  private static boolean isLineComment(TokenKind kind, String text) {
    return kind == TokenKind.COMMENT && !text.startsWith("/*");
  }
}
