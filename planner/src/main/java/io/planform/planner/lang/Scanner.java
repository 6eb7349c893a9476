package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into tokens, in one pass and without losing a character. What cannot be a token is
 * reported and kept as {@link TokenKind#INVALID}, and scanning goes on behind it.
 */
public final class Scanner {
  /** How deep brackets and templates may be nested. */
  static final int MAX_DEPTH = 200;

  private static final List<TokenKind> SYMBOLS =
      List.of(TokenKind.values()).stream().filter(kind -> !kind.symbol().isEmpty()).toList();

  private final String text;
  private final Origin origin;
  private final Diagnostics diagnostics;
  private final Tokens tokens;
  private final Deque<Mode> modes = new ArrayDeque<>();
  private int at;

  /** Invalid characters before this place were reported with another one. */
  private int reportedUpTo;

  /** Where the scanner is. */
  private sealed interface Mode {
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

  private Scanner(String text, Origin origin, Diagnostics diagnostics, Mode mode) {
    this.text = text;
    this.origin = origin;
    this.diagnostics = diagnostics;
    this.tokens = new Tokens(text);
    modes.push(mode);
  }

  /** Scans expressions and bodies. */
  public static Tokens scan(String text, Origin origin, Diagnostics diagnostics) {
    return new Scanner(text, origin, diagnostics, new Mode.Plain()).run();
  }

  /** Scans a text that is a template as a whole, without quotes around it. */
  public static Tokens scanTemplate(String text, Origin origin, Diagnostics diagnostics) {
    return new Scanner(text, origin, diagnostics, new Mode.Bare()).run();
  }

  private Tokens run() {
    while (at < text.length()) {
      switch (modes.getFirst()) {
        case Mode.Plain _ -> code();
        case Mode.Nested _ -> code();
        case Mode.Quoted(int start) -> quoted(start);
        case Mode.Heredoc(String marker, _) -> heredoc(marker);
        case Mode.Bare _ -> bare();
      }
    }
    reportUnclosed();
    tokens.add(TokenKind.END, text.length());
    return tokens;
  }

  private void reportUnclosed() {
    for (Mode mode : modes) {
      switch (mode) {
        case Mode.Quoted(int start) ->
            error(start, start + 1, "Unterminated string", "There is no closing quote.");
        case Mode.Heredoc(String marker, int start) ->
            error(
                start,
                lineEnd(start),
                "Unterminated heredoc",
                "There is no line that holds only the marker \"" + marker + "\".");
        case Mode.Nested(TokenKind close, int start) -> {
          // Brackets are left to the parser, which knows better where one was forgotten.
          if (close == TokenKind.CLOSE_SEQUENCE) {
            error(
                start,
                Math.min(start + 2, text.length()),
                "Unterminated template sequence",
                "There is no closing brace.");
          }
        }
        case Mode.Plain _, Mode.Bare _ -> {}
      }
    }
  }

  private void code() {
    int start = at;
    char c = text.charAt(at);
    if (c == '\n' || (c == '\r' && peek(1) == '\n')) {
      at += c == '\n' ? 1 : 2;
      tokens.add(TokenKind.NEWLINE, start);
    } else if (c == ' ' || c == '\t') {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
      tokens.add(TokenKind.WHITESPACE, start);
    } else if (c == '#' || (c == '/' && peek(1) == '/')) {
      at = lineEnd(at);
      tokens.add(TokenKind.COMMENT, start);
    } else if (c == '/' && peek(1) == '*') {
      blockComment();
    } else if (c == '"') {
      at++;
      tokens.add(TokenKind.OPEN_QUOTE, start);
      enter(new Mode.Quoted(start), start);
    } else if (c == '<' && peek(1) == '<') {
      openHeredoc();
    } else if (isDigit(c)) {
      number();
    } else if (isIdentifierStart(text.codePointAt(at))) {
      identifier();
    } else if (c == '\uFEFF' && at == 0) {
      at++;
      tokens.add(TokenKind.WHITESPACE, start);
    } else {
      symbol();
    }
  }

  private void blockComment() {
    int start = at;
    int close = text.indexOf("*/", at + 2);
    if (close < 0) {
      error(start, start + 2, "Unterminated comment", "There is no closing \"*/\".");
    }
    at = close < 0 ? text.length() : close + 2;
    tokens.add(TokenKind.COMMENT, start);
  }

  private void number() {
    int start = at;
    digits();
    if (peek(0) == '.' && isDigit(peek(1))) {
      at++;
      digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (isDigit(peek(1 + sign))) {
        at += 1 + sign;
        digits();
      }
    }
    tokens.add(TokenKind.NUMBER, start);
  }

  private void digits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  private void identifier() {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isIdentifierPart(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    tokens.add(TokenKind.IDENTIFIER, start);
  }

  private void symbol() {
    int start = at;
    if (modes.getFirst() instanceof Mode.Nested(TokenKind close, _)
        && close == TokenKind.CLOSE_SEQUENCE
        && (text.charAt(at) == '}' || text.startsWith("~}", at))) {
      at += text.charAt(at) == '}' ? 1 : 2;
      tokens.add(TokenKind.CLOSE_SEQUENCE, start);
      modes.pop();
      return;
    }
    for (TokenKind kind : SYMBOLS) {
      if (text.startsWith(kind.symbol(), at)) {
        at += kind.symbol().length();
        tokens.add(kind, start);
        nest(kind, start);
        return;
      }
    }
    invalid();
  }

  private void nest(TokenKind kind, int start) {
    switch (kind) {
      case OPEN_BRACE -> enter(new Mode.Nested(TokenKind.CLOSE_BRACE, start), start);
      case OPEN_BRACKET -> enter(new Mode.Nested(TokenKind.CLOSE_BRACKET, start), start);
      case OPEN_PAREN -> enter(new Mode.Nested(TokenKind.CLOSE_PAREN, start), start);
      case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN -> leave(kind);
      default -> {}
    }
  }

  /** Closes brackets up to the one that fits: what was forgotten in between, the parser reports. */
  private void leave(TokenKind kind) {
    int depth = 0;
    for (Mode mode : modes) {
      if (!(mode instanceof Mode.Nested(TokenKind close, _)) || close == TokenKind.CLOSE_SEQUENCE) {
        return;
      }
      depth++;
      if (close == kind) {
        for (int i = 0; i < depth; i++) {
          modes.pop();
        }
        return;
      }
    }
  }

  private void invalid() {
    int start = at;
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    tokens.add(TokenKind.INVALID, start);
    String name =
        switch (c) {
          case '\'' -> "Single quotes are not valid: strings stand between double quotes.";
          case '`' -> "Backticks are not valid: use a heredoc for text of several lines.";
          case '&', '|' -> "Single operators are not valid: write \"&&\" or \"||\".";
          case ';' -> "Semicolons are not valid: every argument stands on its own line.";
          case '\u201C', '\u201D' ->
              "Curly quotes are not valid: strings stand between straight double quotes.";
          default ->
              Character.isISOControl(c)
                  ? "The control character " + String.format("U+%04X", c) + " is not valid."
                  : "The character \"" + Character.toString(c) + "\" is not valid here.";
        };
    // One character that is out of place seldom comes alone: one message a line will do.
    if (start >= reportedUpTo) {
      error(start, at, "Invalid character", name);
      reportedUpTo = lineEnd(start);
    }
  }

  private void quoted(int open) {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        text(start);
        tokens.add(TokenKind.CLOSE_QUOTE, at);
        at++;
        modes.pop();
        return;
      }
      if (c == '\n') {
        text(start);
        error(
            open,
            lineEnd(open),
            "Unterminated string",
            "A string ends on the line it begins on; use a heredoc for text of several lines.");
        tokens.add(TokenKind.CLOSE_QUOTE, at);
        abandonLine();
        return;
      }
      if (opensSequence()) {
        text(start);
        openSequence();
        return;
      }
      at += c == '\\' && at + 1 < text.length() && peek(1) != '\n' ? 2 : 1;
    }
    text(start);
  }

  /** After a string without end, what it was nested in on the same line is over as well. */
  private void abandonLine() {
    modes.pop();
    while (modes.getFirst() instanceof Mode.Nested(TokenKind close, _)
        && close == TokenKind.CLOSE_SEQUENCE
        && modes.size() > 2) {
      modes.pop();
      if (modes.getFirst() instanceof Mode.Quoted) {
        modes.pop();
      } else {
        return;
      }
    }
  }

  private void openHeredoc() {
    int start = at;
    int name = at + 2 + (peek(2) == '-' ? 1 : 0);
    int end = name;
    while (end < text.length() && isIdentifierPart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    int lineEnd = lineEnd(end);
    if (end == name || !text.substring(end, lineEnd).isBlank() || lineEnd == text.length()) {
      at += 2;
      tokens.add(TokenKind.INVALID, start);
      error(
          start,
          Math.max(end, at),
          "Invalid heredoc",
          "After \"<<\" or \"<<-\" comes a marker and the end of the line.");
      return;
    }
    at = Math.min(text.length(), text.indexOf('\n', lineEnd) + 1);
    tokens.add(TokenKind.OPEN_HEREDOC, start);
    enter(new Mode.Heredoc(text.substring(name, end), start), start);
  }

  private void heredoc(String marker) {
    int start = at;
    while (at < text.length()) {
      boolean lineStart = text.charAt(at - 1) == '\n';
      if (lineStart && isMarkerLine(marker)) {
        text(start);
        tokens.add(TokenKind.CLOSE_HEREDOC, at);
        at = text.indexOf(marker, at) + marker.length();
        modes.pop();
        return;
      }
      if (opensSequence()) {
        text(start);
        openSequence();
        return;
      }
      at++;
    }
    text(start);
  }

  private boolean isMarkerLine(String marker) {
    int i = at;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return text.startsWith(marker, i)
        && (i + marker.length() == text.length()
            || !isIdentifierPart(text.codePointAt(i + marker.length())))
        && text.substring(i + marker.length(), lineEnd(i)).isBlank();
  }

  private void bare() {
    int start = at;
    while (at < text.length()) {
      if (opensSequence()) {
        text(start);
        openSequence();
        return;
      }
      at++;
    }
    text(start);
  }

  /** Whether a sequence begins here; passes over an escaped one. */
  private boolean opensSequence() {
    char c = text.charAt(at);
    if (c != '$' && c != '%') {
      return false;
    }
    if (peek(1) == c && peek(2) == '{') {
      at += 2;
      return false;
    }
    return peek(1) == '{';
  }

  private void openSequence() {
    int start = at;
    TokenKind kind =
        text.charAt(at) == '$' ? TokenKind.OPEN_INTERPOLATION : TokenKind.OPEN_DIRECTIVE;
    at += peek(2) == '~' ? 3 : 2;
    tokens.add(kind, start);
    enter(new Mode.Nested(TokenKind.CLOSE_SEQUENCE, start), start);
  }

  private void text(int start) {
    if (at > start) {
      tokens.add(TokenKind.TEXT, start);
    }
  }

  private void enter(Mode mode, int start) {
    modes.push(mode);
    if (modes.size() > MAX_DEPTH) {
      error(
          start,
          start + 1,
          "Nested too deeply",
          "Brackets and templates may be nested " + MAX_DEPTH + " levels deep.");
      while (modes.size() > 1) {
        modes.pop();
      }
      if (at < text.length()) {
        tokens.add(TokenKind.INVALID, at);
        at = text.length();
      }
    }
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    if (end < 0) {
      return text.length();
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private void error(int start, int end, String summary, String detail) {
    diagnostics.add(Diagnostic.error(summary, detail, origin.range(start, end)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifierStart(int c) {
    return c == '_' || Character.isUnicodeIdentifierStart(c);
  }

  static boolean isIdentifierPart(int c) {
    return c == '-'
        || c == '_'
        || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  /** Whether a text is a name as it may stand bare in a manifest. */
  public static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && isIdentifierStart(text.codePointAt(0))
        && text.codePoints().allMatch(Scanner::isIdentifierPart);
  }
}
