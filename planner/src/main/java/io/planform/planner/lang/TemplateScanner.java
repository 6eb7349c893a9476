package io.planform.planner.lang;

import io.planform.planner.lang.ScanState.Mode;

/**
 * Cuts templates into literal text and the openings of sequences. In heredocs and bare templates a
 * piece of text ends with its line, which is as far as a strip marker reaches.
 */
final class TemplateScanner {
  private final ScanState state;

  TemplateScanner(ScanState state) {
    this.state = state;
  }

  void quoted(int open) {
    int start = state.at;
    while (!state.atEnd()) {
      char c = state.peek(0);
      if (c == '"') {
        text(start);
        state.tokens.add(TokenKind.CLOSE_QUOTE, state.at);
        state.at++;
        state.leave();
        return;
      }
      if (c == '\n') {
        text(start);
        state.error(
            open,
            state.lineEnd(open),
            "Unterminated string",
            "A string ends on the line it begins on; use a heredoc for text of several lines.");
        state.tokens.add(TokenKind.CLOSE_QUOTE, state.at);
        abandonLine();
        return;
      }
      if (opensSequence()) {
        text(start);
        openSequence();
        return;
      }
      state.at += c == '\\' && state.peek(1) != '\n' && state.at + 1 < state.text.length() ? 2 : 1;
    }
    text(start);
  }

  /** After a string without end, what it was nested in on the same line is over as well. */
  private void abandonLine() {
    state.leave();
    while (state.mode() instanceof Mode.Nested(TokenKind close, _)
        && close == TokenKind.CLOSE_SEQUENCE
        && state.depth() > 2) {
      state.leave();
      if (!(state.mode() instanceof Mode.Quoted)) {
        return;
      }
      state.leave();
    }
  }

  /** Reads the opening of a heredoc: the marker, and nothing else on the line. */
  void openHeredoc() {
    int start = state.at;
    int name = start + 2 + (state.peek(2) == '-' ? 1 : 0);
    int end = Identifier.end(state.text, name);
    int lineEnd = state.lineEnd(end);
    if (end == name
        || !Identifier.isStart(state.text.codePointAt(name))
        || end < lineEnd
        || lineEnd == state.text.length()) {
      state.at += 2;
      state.tokens.add(TokenKind.INVALID, start);
      state.error(
          start,
          Math.max(end, state.at),
          "Invalid heredoc",
          "After \"<<\" or \"<<-\" comes a marker, which is a name, and right behind it the end of"
              + " the line.");
      return;
    }
    state.at = state.text.indexOf('\n', lineEnd) + 1;
    state.tokens.add(TokenKind.OPEN_HEREDOC, start);
    state.enter(new Mode.Heredoc(state.text.substring(name, end), start), start);
  }

  void heredoc(String marker) {
    int start = state.at;
    if (state.text.charAt(start - 1) == '\n' && isMarkerLine(marker)) {
      state.tokens.add(TokenKind.CLOSE_HEREDOC, start);
      state.at = state.text.indexOf(marker, start) + marker.length();
      state.leave();
      return;
    }
    line();
  }

  private boolean isMarkerLine(String marker) {
    String text = state.text;
    int i = state.at;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    int end = i + marker.length();
    return text.startsWith(marker, i)
        && (end == text.length() || !Identifier.isPart(text.codePointAt(end)))
        && text.substring(end, state.lineEnd(i)).isBlank();
  }

  /** Reads text up to the end of its line or to a sequence. */
  void line() {
    int start = state.at;
    while (!state.atEnd()) {
      if (opensSequence()) {
        text(start);
        openSequence();
        return;
      }
      state.at++;
      if (state.text.charAt(state.at - 1) == '\n') {
        break;
      }
    }
    text(start);
  }

  /** Whether a sequence begins here; passes over an escaped one. */
  private boolean opensSequence() {
    char c = state.peek(0);
    if (c != '$' && c != '%') {
      return false;
    }
    if (state.peek(1) == c && state.peek(2) == '{') {
      state.at += 2;
      return false;
    }
    return state.peek(1) == '{';
  }

  private void openSequence() {
    int start = state.at;
    boolean interpolation = state.peek(0) == '$';
    state.at += state.peek(2) == '~' ? 3 : 2;
    state.tokens.add(
        interpolation ? TokenKind.OPEN_INTERPOLATION : TokenKind.OPEN_DIRECTIVE, start);
    state.enter(new Mode.Nested(TokenKind.CLOSE_SEQUENCE, start), start);
  }

  private void text(int start) {
    if (state.at > start) {
      state.tokens.add(TokenKind.TEXT, start);
    }
  }
}
