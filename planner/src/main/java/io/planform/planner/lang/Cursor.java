package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;

/**
 * A place in the tokens. Passes over spaces and comments, and over line ends where they mean
 * nothing. After the first error it stands at the end for ever, so that parsing winds up without
 * reporting what follows from it.
 */
final class Cursor {
  private final Tokens tokens;
  private final Origin origin;
  private final Diagnostics diagnostics;
  private boolean linesMatter;
  private boolean failed;
  private int at;
  private int depth;

  Cursor(Tokens tokens, int at, Origin origin, Diagnostics diagnostics, boolean linesMatter) {
    this.tokens = tokens;
    this.at = at;
    this.origin = origin;
    this.diagnostics = diagnostics;
    this.linesMatter = linesMatter;
    skip();
  }

  private void skip() {
    while (tokens.kind(at).isTrivia() || (!linesMatter && tokens.kind(at) == TokenKind.NEWLINE)) {
      at++;
    }
  }

  /** Whether line ends are tokens from here on; returns what was so before. */
  boolean lines(boolean matter) {
    boolean before = linesMatter;
    if (matter && !linesMatter) {
      // A line end that was passed over as meaningless is a token again.
      int back = at;
      while (back > 0 && (tokens.kind(back - 1).isTrivia() || isLine(back - 1))) {
        back--;
      }
      for (int i = back; i < at; i++) {
        if (isLine(i)) {
          at = i;
          break;
        }
      }
    }
    linesMatter = matter;
    skip();
    return before;
  }

  private boolean isLine(int index) {
    return tokens.kind(index) == TokenKind.NEWLINE;
  }

  TokenKind kind() {
    return failed ? TokenKind.END : tokens.kind(at);
  }

  /** The kind of the token after this one. */
  TokenKind nextKind() {
    if (failed || tokens.kind(at) == TokenKind.END) {
      return TokenKind.END;
    }
    int next = at + 1;
    while (tokens.kind(next).isTrivia() || (!linesMatter && isLine(next))) {
      next++;
    }
    return tokens.kind(next);
  }

  /** Whether the tokens from here on are of these kinds. */
  boolean aheadIs(TokenKind... kinds) {
    int next = at;
    for (TokenKind kind : kinds) {
      while (tokens.kind(next).isTrivia()) {
        next++;
      }
      if (failed || tokens.kind(next) != kind) {
        return false;
      }
      next++;
    }
    return true;
  }

  boolean is(TokenKind kind) {
    return kind() == kind;
  }

  boolean isWord(String word) {
    return is(TokenKind.IDENTIFIER) && text().equals(word);
  }

  int index() {
    return at;
  }

  int start() {
    return tokens.start(at);
  }

  int end() {
    return tokens.end(at);
  }

  String text() {
    return tokens.text(at);
  }

  /** As {@link #text}, for names. */
  String name() {
    return tokens.name(at);
  }

  /** Whether here is all of a quoted string, and in it nothing that means anything else. */
  boolean isPlainText() {
    return is(TokenKind.TEXT)
        && tokens.isPlain(at)
        && tokens.kind(at + 1) == TokenKind.CLOSE_QUOTE
        && tokens.start(at + 1) < tokens.end(at + 1);
  }

  /** Where the last token before this one ends that is not a space. */
  int previousEnd() {
    int previous = at - 1;
    while (previous >= 0 && (tokens.kind(previous).isTrivia() || isLine(previous))) {
      previous--;
    }
    return previous < 0 ? 0 : tokens.end(previous);
  }

  void advance() {
    if (!failed && tokens.kind(at) != TokenKind.END) {
      at++;
      skip();
    }
  }

  /** To the very next token: inside templates every character counts. */
  void advanceRaw() {
    if (!failed && tokens.kind(at) != TokenKind.END) {
      at++;
    }
  }

  boolean accept(TokenKind kind) {
    if (is(kind)) {
      advance();
      return true;
    }
    return false;
  }

  void expect(TokenKind kind, String summary, String detail) {
    if (!accept(kind)) {
      fail(summary, detail);
    }
  }

  /** Enters one level of nesting; false if that is one too many, which is reported. */
  boolean enter() {
    depth++;
    if (depth > Scanner.MAX_DEPTH) {
      fail("Nested too deeply", "Expressions may be nested " + Scanner.MAX_DEPTH + " levels deep.");
      return false;
    }
    return true;
  }

  void leave() {
    depth--;
  }

  void fail(String summary, String detail) {
    fail(summary, detail, start(), is(TokenKind.NEWLINE) ? start() : end());
  }

  void fail(String summary, String detail, int start, int end) {
    // A character that is no token was reported when it was read.
    if (!failed && kind() != TokenKind.INVALID) {
      error(summary, detail, start, end);
    }
    failed = true;
  }

  void error(String summary, String detail, int start, int end) {
    diagnostics.add(Diagnostic.error(summary, detail, range(start, end)));
  }

  boolean failed() {
    return failed;
  }

  SourceRange range(int start, int end) {
    return origin.range(start, end);
  }

  /** What stands here, as it is named in a message. */
  String found() {
    return switch (kind()) {
      case END -> "the end of the text";
      case NEWLINE -> "the end of the line";
      case OPEN_QUOTE, CLOSE_QUOTE -> "a quote";
      case OPEN_HEREDOC, CLOSE_HEREDOC -> "a heredoc";
      default -> "\"" + text() + "\"";
    };
  }
}
