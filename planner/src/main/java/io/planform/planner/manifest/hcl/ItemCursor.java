package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;

/** A place among the tokens of a file, between expressions. */
final class ItemCursor {
  private final SourceText source;
  private final Tokens tokens;
  private final Diagnostics diagnostics;

  /** Index of the current token. */
  int at;

  ItemCursor(SourceText source, Tokens tokens, Diagnostics diagnostics) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /**
   * Moves on to where the next item may begin: the first line that starts with a name no deeper
   * than the broken item, or with a brace that closes a block around it.
   */
  void recover(int first, boolean oneLine) {
    int column = column(first);
    boolean sameLine = oneLine;
    int nesting = 0;
    while (kind() != TokenKind.END) {
      TokenKind kind = kind();
      sameLine &= kind != TokenKind.NEWLINE;
      if (sameLine && kind == TokenKind.CLOSE_BRACE && nesting == 0) {
        return;
      }
      if (at > first && startsLine()) {
        int here = column(at);
        boolean item = kind == TokenKind.IDENTIFIER && here <= column;
        boolean close = kind == TokenKind.CLOSE_BRACE && here < column;
        if (item || close) {
          return;
        }
      }
      if (kind == TokenKind.OPEN_BRACE) {
        nesting++;
      } else if (kind == TokenKind.CLOSE_BRACE) {
        nesting--;
      }
      at++;
    }
  }

  /** Whether the current token is the first of its line. */
  private boolean startsLine() {
    int before = at - 1;
    while (before >= 0 && isSpace(tokens.kind(before))) {
      before--;
    }
    return before < 0 || tokens.kind(before) == TokenKind.NEWLINE;
  }

  int column(int token) {
    return source.position(tokens.start(token)).column();
  }

  TokenKind kind() {
    return tokens.kind(at);
  }

  static boolean isSpace(TokenKind kind) {
    return kind == TokenKind.WHITESPACE || kind == TokenKind.COMMENT;
  }

  void skipSpace() {
    while (isSpace(kind())) {
      at++;
    }
  }

  void skipLines() {
    while (isSpace(kind()) || kind() == TokenKind.NEWLINE) {
      at++;
    }
  }

  void error(String summary, String detail, int start, int end) {
    diagnostics.add(Diagnostic.error(summary, detail, source.range(start, end)));
  }
}
