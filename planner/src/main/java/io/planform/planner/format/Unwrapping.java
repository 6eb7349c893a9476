package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Takes the quotes off values like {@code "${var.name}"}. */
final class Unwrapping {
  private Unwrapping() {}

  /** The value without them, or the value itself where they mean something. */
  static List<Piece> unwrap(List<Piece> value) {
    int size = value.size();
    if (size < 5
        || !value.getFirst().is(TokenKind.OPEN_QUOTE)
        || !value.get(1).is(TokenKind.OPEN_INTERPOLATION)
        || !value.get(size - 2).is(TokenKind.CLOSE_SEQUENCE)
        || !value.getLast().is(TokenKind.CLOSE_QUOTE)) {
      return value;
    }
    List<Piece> inside = value.subList(2, size - 2);
    return isOneExpression(inside) ? bracketed(withoutBlankEnds(inside)) : value;
  }

  /** Whether there is nothing of the template itself but its one interpolation. */
  private static boolean isOneExpression(List<Piece> inside) {
    int quotes = 0;
    for (Piece piece : inside) {
      switch (piece.kind()) {
        case OPEN_QUOTE -> quotes++;
        case CLOSE_QUOTE -> quotes--;
        case OPEN_INTERPOLATION, CLOSE_SEQUENCE, TEXT -> {
          if (quotes == 0) {
            return false;
          }
        }
        default -> {}
      }
    }
    return true;
  }

  private static List<Piece> withoutBlankEnds(List<Piece> inside) {
    int start = 0;
    int end = inside.size();
    while (start < end && inside.get(start).is(TokenKind.NEWLINE)) {
      start++;
    }
    while (end > start && inside.get(end - 1).is(TokenKind.NEWLINE)) {
      end--;
    }
    return inside.subList(start, end);
  }

  /** Outside its quotes a value may go on on the next line only in brackets. */
  private static List<Piece> bracketed(List<Piece> value) {
    boolean lines = value.stream().anyMatch(piece -> piece.is(TokenKind.NEWLINE));
    boolean brackets =
        value.getFirst().is(TokenKind.OPEN_PAREN) && value.getLast().is(TokenKind.CLOSE_PAREN);
    if (!lines || brackets) {
      return value;
    }
    int start = value.getFirst().start();
    List<Piece> bracketed = new ArrayList<>();
    bracketed.add(new Piece(TokenKind.OPEN_PAREN, "(", start, 0));
    bracketed.addAll(value);
    bracketed.add(new Piece(TokenKind.CLOSE_PAREN, ")", start, 0));
    return bracketed;
  }
}
