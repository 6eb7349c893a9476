package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far a text was scanned, and what is open there. */
final class ScanState {
  final String text;
  final Tokens tokens;
  private final Origin origin;
  private final Diagnostics diagnostics;
  private final Deque<Mode> modes = new ArrayDeque<>();
  int at;

  /** What the scanner is in. */
  sealed interface Mode {
    /** Outside any template. */
    record Plain() implements Mode {}

    /** Between quotes. */
    record Quoted(int start) implements Mode {}

    /** Between a heredoc's first line and the line that holds its marker. */
    record Heredoc(String marker, int start) implements Mode {}

    /** A text that is a template as a whole. */
    record Bare() implements Mode {}

    /** In an interpolation or directive, or in brackets. */
    record Nested(TokenKind close, int start) implements Mode {}
  }

  ScanState(String text, Origin origin, Diagnostics diagnostics, Mode mode) {
    this.text = text;
    this.origin = origin;
    this.diagnostics = diagnostics;
    this.tokens = new Tokens(text);
    modes.push(mode);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  Mode mode() {
    return modes.getFirst();
  }

  /** Innermost first. */
  Iterable<Mode> modes() {
    return modes;
  }

  int depth() {
    return modes.size();
  }

  void leave() {
    modes.pop();
  }

  /** Enters a nested part; the rest of a text that is nested too deeply is not read. */
  void enter(Mode mode, int start) {
    modes.push(mode);
    if (modes.size() <= Scanner.MAX_DEPTH) {
      return;
    }
    error(
        start,
        start + 1,
        "Nested too deeply",
        "Brackets and templates may be nested " + Scanner.MAX_DEPTH + " levels deep.");
    while (modes.size() > 1) {
      modes.pop();
    }
    if (!atEnd()) {
      tokens.add(TokenKind.INVALID, at);
      at = text.length();
    }
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  /** Where the line ends that a place is in, before what ends it. */
  int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    if (end < 0) {
      return text.length();
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  void error(int start, int end, String summary, String detail) {
    diagnostics.add(Diagnostic.error(summary, detail, origin.range(start, end)));
  }
}
