package io.planform.planner.lang;

import org.jspecify.annotations.Nullable;

/** What a stretch of source text is. */
public enum TokenKind {
  WHITESPACE,
  COMMENT,
  NEWLINE,
  IDENTIFIER,
  NUMBER,
  OPEN_QUOTE,
  CLOSE_QUOTE,
  OPEN_HEREDOC,
  CLOSE_HEREDOC,
  /** Literal text of a template, escapes not yet resolved. */
  TEXT,
  /** A dollar sign and an opening brace, perhaps with a tilde behind them. */
  OPEN_INTERPOLATION,
  /** A percent sign and an opening brace, perhaps with a tilde behind them. */
  OPEN_DIRECTIVE,
  /** The brace that ends either, with {@code ~} in front where there is one. */
  CLOSE_SEQUENCE,
  OPEN_BRACE("{"),
  CLOSE_BRACE("}"),
  OPEN_BRACKET("["),
  CLOSE_BRACKET("]"),
  OPEN_PAREN("("),
  CLOSE_PAREN(")"),
  ELLIPSIS("..."),
  ARROW("=>"),
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS_OR_EQUAL("<="),
  GREATER_OR_EQUAL(">="),
  AND("&&"),
  OR("||"),
  DOUBLE_COLON("::"),
  LESS("<"),
  GREATER(">"),
  PLUS("+"),
  MINUS("-"),
  STAR("*"),
  SLASH("/"),
  PERCENT("%"),
  NOT("!"),
  ASSIGN("="),
  QUESTION("?"),
  COLON(":"),
  DOT("."),
  COMMA(","),
  INVALID,
  END;

  private final String symbol;

  TokenKind() {
    this("");
  }

  TokenKind(String symbol) {
    this.symbol = symbol;
  }

  /** The text of an operator or delimiter; empty for what has many texts. */
  String symbol() {
    return symbol;
  }

  /** The operator or delimiter that begins with these characters, the longest there is. */
  static @Nullable TokenKind symbol(char first, char second, char third) {
    return switch (first) {
      case '{' -> OPEN_BRACE;
      case '}' -> CLOSE_BRACE;
      case '[' -> OPEN_BRACKET;
      case ']' -> CLOSE_BRACKET;
      case '(' -> OPEN_PAREN;
      case ')' -> CLOSE_PAREN;
      case '.' -> second == '.' && third == '.' ? ELLIPSIS : DOT;
      case '=' -> second == '>' ? ARROW : second == '=' ? EQUAL : ASSIGN;
      case '!' -> second == '=' ? NOT_EQUAL : NOT;
      case '<' -> second == '=' ? LESS_OR_EQUAL : LESS;
      case '>' -> second == '=' ? GREATER_OR_EQUAL : GREATER;
      case '&' -> second == '&' ? AND : null;
      case '|' -> second == '|' ? OR : null;
      case ':' -> second == ':' ? DOUBLE_COLON : COLON;
      case '+' -> PLUS;
      case '-' -> MINUS;
      case '*' -> STAR;
      case '/' -> SLASH;
      case '%' -> PERCENT;
      case '?' -> QUESTION;
      case ',' -> COMMA;
      default -> null;
    };
  }

  boolean isTrivia() {
    return this == WHITESPACE || this == COMMENT;
  }
}
