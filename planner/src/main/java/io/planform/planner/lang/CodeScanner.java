package io.planform.planner.lang;

import io.planform.planner.lang.ScanState.Mode;

/** Cuts what is not a template into names, numbers, operators, comments and space. */
final class CodeScanner {
  private final ScanState state;
  private final TemplateScanner template;

  /** Invalid characters before this place were reported with another one. */
  private int reportedUpTo;

  CodeScanner(ScanState state, TemplateScanner template) {
    this.state = state;
    this.template = template;
  }

  /**
   * Reads a token.
   *
   * @param inSequence whether a closing brace ends a sequence of a template here
   */
  void token(boolean inSequence) {
    int start = state.at;
    char c = state.peek(0);
    if (c == ' ' || c == '\t') {
      do {
        state.at++;
      } while (state.peek(0) == ' ' || state.peek(0) == '\t');
      state.tokens.add(TokenKind.WHITESPACE, start);
    } else if (c == '\n' || (c == '\r' && state.peek(1) == '\n')) {
      state.at += c == '\n' ? 1 : 2;
      state.tokens.add(TokenKind.NEWLINE, start);
    } else if (c == '"') {
      state.at++;
      state.tokens.add(TokenKind.OPEN_QUOTE, start);
      state.enter(new Mode.Quoted(start), start);
    } else if (c == '#' || (c == '/' && state.peek(1) == '/')) {
      state.at = state.lineEnd(start);
      state.tokens.add(TokenKind.COMMENT, start);
    } else if (c == '/' && state.peek(1) == '*') {
      blockComment();
    } else if (c == '<' && state.peek(1) == '<') {
      template.openHeredoc();
    } else if (isDigit(c)) {
      number();
    } else if (Identifier.isStart(c < 0x80 ? c : state.text.codePointAt(start))) {
      state.at = Identifier.end(state.text, start);
      state.tokens.add(TokenKind.IDENTIFIER, start);
    } else if (c == '\uFEFF' && start == 0) {
      state.at++;
      state.tokens.add(TokenKind.WHITESPACE, start);
    } else if (inSequence && (c == '}' || (c == '~' && state.peek(1) == '}'))) {
      state.at += c == '}' ? 1 : 2;
      state.tokens.add(TokenKind.CLOSE_SEQUENCE, start);
      state.leave();
    } else {
      symbol(c);
    }
  }

  private void blockComment() {
    int start = state.at;
    int close = state.text.indexOf("*/", start + 2);
    if (close < 0) {
      state.error(start, start + 2, "Unterminated comment", "There is no closing \"*/\".");
    }
    state.at = close < 0 ? state.text.length() : close + 2;
    state.tokens.add(TokenKind.COMMENT, start);
  }

  private void number() {
    int start = state.at;
    digits();
    if (state.peek(0) == '.' && isDigit(state.peek(1))) {
      state.at++;
      digits();
    }
    if (state.peek(0) == 'e' || state.peek(0) == 'E') {
      int sign = state.peek(1) == '+' || state.peek(1) == '-' ? 1 : 0;
      if (isDigit(state.peek(1 + sign))) {
        state.at += 1 + sign;
        digits();
      }
    }
    state.tokens.add(TokenKind.NUMBER, start);
  }

  private void digits() {
    while (isDigit(state.peek(0))) {
      state.at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void symbol(char c) {
    TokenKind kind = TokenKind.symbol(c, state.peek(1), state.peek(2));
    if (kind == null) {
      invalid();
      return;
    }
    int start = state.at;
    state.at += kind.symbol().length();
    state.tokens.add(kind, start);
    switch (kind) {
      case OPEN_BRACE -> state.enter(new Mode.Nested(TokenKind.CLOSE_BRACE, start), start);
      case OPEN_BRACKET -> state.enter(new Mode.Nested(TokenKind.CLOSE_BRACKET, start), start);
      case OPEN_PAREN -> state.enter(new Mode.Nested(TokenKind.CLOSE_PAREN, start), start);
      case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN -> close(kind);
      default -> {}
    }
  }

  /** Closes brackets up to the one that fits: what was forgotten in between, the parser reports. */
  private void close(TokenKind kind) {
    int depth = 0;
    for (Mode mode : state.modes()) {
      if (!(mode instanceof Mode.Nested(TokenKind close, _)) || close == TokenKind.CLOSE_SEQUENCE) {
        return;
      }
      depth++;
      if (close == kind) {
        for (int i = 0; i < depth; i++) {
          state.leave();
        }
        return;
      }
    }
  }

  private void invalid() {
    int start = state.at;
    int c = state.text.codePointAt(start);
    state.at += Character.charCount(c);
    state.tokens.add(TokenKind.INVALID, start);
    // One character that is out of place seldom comes alone: one message a line will do.
    if (start >= reportedUpTo) {
      state.error(start, state.at, "Invalid character", complaint(c));
      reportedUpTo = state.lineEnd(start);
    }
  }

  private static String complaint(int c) {
    return switch (c) {
      case '\'' -> "Single quotes are not valid: strings stand between double quotes.";
      case '`' -> "Backticks are not valid: use a heredoc for text of several lines.";
      case '&', '|' -> "Single operators are not valid: write \"&&\" or \"||\".";
      case ';' -> "Semicolons are not valid: every argument stands on its own line.";
      case '\u201C', '\u201D' ->
          "Curly quotes are not valid: strings stand between straight double quotes.";
      case '\u00A0' -> "A no-break space is not valid: use a plain one.";
      default ->
          Character.isISOControl(c) || Character.isIdentifierIgnorable(c)
              ? "The control character " + String.format("U+%04X", c) + " is not valid."
              : "The character \"" + Character.toString(c) + "\" is not valid here.";
    };
  }
}
