package io.planform.planner.lang;

import io.planform.planner.lang.ScanState.Mode;
import io.planform.spi.diagnostic.Diagnostics;

/**
 * Cuts a text into tokens, in one pass and without losing a character. What cannot be a token is
 * reported and kept as {@link TokenKind#INVALID}, and scanning goes on behind it.
 */
public final class Scanner {
  /** How deep brackets and templates may be nested. */
  static final int MAX_DEPTH = 200;

  private final ScanState state;
  private final CodeScanner code;
  private final TemplateScanner template;

  private Scanner(String text, Origin origin, Diagnostics diagnostics, Mode mode) {
    this.state = new ScanState(text, origin, diagnostics, mode);
    this.template = new TemplateScanner(state);
    this.code = new CodeScanner(state, template);
  }

  /** Scans expressions and bodies. */
  public static Tokens scan(String text, Origin origin, Diagnostics diagnostics) {
    return new Scanner(text, origin, diagnostics, new Mode.Plain()).run();
  }

  /** Scans a text that is a template as a whole, without quotes around it. */
  public static Tokens scanTemplate(String text, Origin origin, Diagnostics diagnostics) {
    return new Scanner(text, origin, diagnostics, new Mode.Bare()).run();
  }

  /** Whether a text is a name as it may stand bare in a manifest. */
  public static boolean isIdentifier(String text) {
    return Identifier.isValid(text);
  }

  private Tokens run() {
    while (!state.atEnd()) {
      switch (state.mode()) {
        case Mode.Plain _ -> code.token(false);
        case Mode.Nested(TokenKind close, _) -> code.token(close == TokenKind.CLOSE_SEQUENCE);
        case Mode.Quoted(int start) -> template.quoted(start);
        case Mode.Heredoc(String marker, _) -> template.heredoc(marker);
        case Mode.Bare _ -> template.line();
      }
    }
    reportUnclosed();
    state.tokens.add(TokenKind.END, state.text.length());
    return state.tokens;
  }

  private void reportUnclosed() {
    for (Mode mode : state.modes()) {
      switch (mode) {
        case Mode.Quoted(int start) ->
            state.error(start, start + 1, "Unterminated string", "There is no closing quote.");
        case Mode.Heredoc(String marker, int start) ->
            state.error(
                start,
                state.lineEnd(start),
                "Unterminated heredoc",
                "There is no line that holds only the marker \"" + marker + "\".");
        case Mode.Nested(TokenKind close, int start) -> {
          // Brackets are left to the parser, which knows better where one was forgotten.
          if (close == TokenKind.CLOSE_SEQUENCE) {
            state.error(
                start,
                Math.min(start + 2, state.text.length()),
                "Unterminated template sequence",
                "There is no closing brace.");
          }
        }
        case Mode.Plain _, Mode.Bare _ -> {}
      }
    }
  }
}
