package io.planform.planner.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts the cells of neighbouring lines below each other. */
final class Alignment {
  private Alignment() {}

  static void align(List<Line> lines) {
    align(lines, Line::assignment, line -> Piece.columns(line.lead()));
    // Where comments stand depends on where values were moved to.
    align(
        lines,
        Line::comment,
        line -> Piece.columns(line.lead()) + Piece.columns(line.assignment()));
  }

  private static void align(
      List<Line> lines, Function<Line, List<Piece>> cell, Function<Line, Integer> columnsBefore) {
    List<Piece> run = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (Line line : lines) {
      List<Piece> pieces = cell.apply(line);
      if (pieces.isEmpty()) {
        close(run, widths);
      } else {
        run.add(pieces.getFirst());
        widths.add(columnsBefore.apply(line));
      }
    }
    close(run, widths);
  }

  private static void close(List<Piece> run, List<Integer> widths) {
    int widest = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int i = 0; i < run.size(); i++) {
      run.get(i).setSpaces(widest - widths.get(i) + 1);
    }
    run.clear();
    widths.clear();
  }
}
