package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which neighbours on a line stand apart: by one space or by none. */
final class Spacing {
  /** A minus behind one of these, or in front of everything, is a sign. */
  private static final Set<TokenKind> BEFORE_SIGN =
      EnumSet.of(
          TokenKind.OPEN_PAREN,
          TokenKind.OPEN_BRACE,
          TokenKind.OPEN_BRACKET,
          TokenKind.ASSIGN,
          TokenKind.COLON,
          TokenKind.COMMA,
          TokenKind.QUESTION,
          TokenKind.PLUS,
          TokenKind.STAR,
          TokenKind.SLASH,
          TokenKind.PERCENT,
          TokenKind.MINUS,
          TokenKind.EQUAL,
          TokenKind.NOT_EQUAL,
          TokenKind.GREATER,
          TokenKind.GREATER_OR_EQUAL,
          TokenKind.LESS,
          TokenKind.LESS_OR_EQUAL,
          TokenKind.AND,
          TokenKind.OR,
          TokenKind.NOT);

  private Spacing() {}

  static void space(List<Line> lines) {
    for (Line line : lines) {
      spaceCell(line.lead());
      if (!line.assignment().isEmpty()) {
        line.assignment().getFirst().setSpaces(1);
        spaceCell(line.assignment());
      }
    }
  }

  private static void spaceCell(List<Piece> cell) {
    Piece before = null;
    for (int i = 0; i + 1 < cell.size(); i++) {
      Piece piece = cell.get(i);
      Piece after = cell.get(i + 1);
      after.setSpaces(apart(before, piece, after) ? 1 : 0);
      before = piece;
    }
  }

  /**
   * @param before null at the start of a cell
   */
  private static boolean apart(@Nullable Piece before, Piece piece, Piece after) {
    TokenKind left = piece.kind();
    TokenKind right = after.kind();
    if (right == TokenKind.NEWLINE || isJoint(left, right)) {
      return false;
    }
    if (left == TokenKind.COMMA) {
      return true;
    }
    if (isInTemplate(left, right)) {
      return false;
    }
    if (isForIn(before, piece)) {
      return true;
    }
    if (right == TokenKind.OPEN_BRACKET && isIndexed(piece)) {
      return false;
    }
    if (left == TokenKind.NOT) {
      return false;
    }
    if (left == TokenKind.MINUS) {
      return before != null && !BEFORE_SIGN.contains(before.kind());
    }
    if (left == TokenKind.OPEN_BRACE || right == TokenKind.CLOSE_BRACE) {
      return left != TokenKind.OPEN_BRACE || right != TokenKind.CLOSE_BRACE;
    }
    if (isSequenceBesideBrace(left, right)) {
      return true;
    }
    if (left == TokenKind.CLOSE_SEQUENCE && opensSequence(right)) {
      return false;
    }
    return piece.nesting() <= 0 && after.nesting() >= 0;
  }

  /** Names with the bracket of their call, parts of names, and what a comma follows. */
  private static boolean isJoint(TokenKind left, TokenKind right) {
    return (left == TokenKind.IDENTIFIER && right == TokenKind.OPEN_PAREN)
        || (left == TokenKind.IDENTIFIER && right == TokenKind.DOUBLE_COLON)
        || (left == TokenKind.DOUBLE_COLON && right == TokenKind.IDENTIFIER)
        || left == TokenKind.DOT
        || right == TokenKind.DOT
        || right == TokenKind.COMMA
        || right == TokenKind.ELLIPSIS;
  }

  private static boolean isInTemplate(TokenKind left, TokenKind right) {
    return left == TokenKind.TEXT
        || left == TokenKind.OPEN_QUOTE
        || left == TokenKind.OPEN_HEREDOC
        || right == TokenKind.TEXT
        || right == TokenKind.CLOSE_QUOTE
        || right == TokenKind.CLOSE_HEREDOC;
  }

  /** The word of a {@code for}, behind which a bracket does not mean an index. */
  private static boolean isForIn(@Nullable Piece before, Piece piece) {
    return before != null
        && before.is(TokenKind.IDENTIFIER)
        && piece.is(TokenKind.IDENTIFIER)
        && piece.text().equals("in");
  }

  private static boolean isIndexed(Piece piece) {
    return piece.is(TokenKind.IDENTIFIER) || piece.is(TokenKind.NUMBER) || piece.nesting() < 0;
  }

  private static boolean isSequenceBesideBrace(TokenKind left, TokenKind right) {
    return (opensSequence(left) && right == TokenKind.OPEN_BRACE)
        || (left == TokenKind.CLOSE_BRACE && right == TokenKind.CLOSE_SEQUENCE);
  }

  private static boolean opensSequence(TokenKind kind) {
    return kind == TokenKind.OPEN_INTERPOLATION || kind == TokenKind.OPEN_DIRECTIVE;
  }
}
