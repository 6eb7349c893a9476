package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A line in three cells, of which the second and third are aligned with those of the lines around.
 * Text and heredocs may hold line ends of their own: they count as a part of the line they began
 * on.
 *
 * @param lead never empty
 * @param assignment from the {@code =} on, if the value ends on the line; else empty
 * @param comment a comment that ends the line, if something stands before it; else empty
 */
record Line(List<Piece> lead, List<Piece> assignment, List<Piece> comment) {

  static List<Line> of(List<Piece> pieces) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < pieces.size(); i++) {
      boolean end = pieces.get(i).is(TokenKind.END);
      if (end && start < i) {
        lines.add(of(pieces, start, i));
      } else if (pieces.get(i).endsLine()) {
        lines.add(of(pieces, start, i + 1));
        start = i + 1;
      }
    }
    return lines;
  }

  private static Line of(List<Piece> pieces, int start, int end) {
    boolean commented = end - start > 1 && pieces.get(end - 1).is(TokenKind.COMMENT);
    int code = commented ? end - 1 : end;
    int assign = assignment(pieces, start, code);
    return new Line(
        pieces.subList(start, assign), pieces.subList(assign, code), pieces.subList(code, end));
  }

  private static int assignment(List<Piece> pieces, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      if (pieces.get(i).is(TokenKind.ASSIGN)) {
        return Piece.nesting(pieces.subList(i, end)) == 0 ? i : end;
      }
    }
    return end;
  }

  /** What the line adds to the depth of brackets, up to a heredoc. */
  int nesting() {
    int sum = 0;
    for (List<Piece> cell : List.of(lead, assignment)) {
      for (Piece piece : cell) {
        sum += piece.nesting();
        if (piece.is(TokenKind.OPEN_HEREDOC)) {
          break;
        }
      }
    }
    return sum;
  }
}
