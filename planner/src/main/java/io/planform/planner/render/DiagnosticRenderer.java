package io.planform.planner.render;

import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.planner.render.text.Paragraphs;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;
import java.util.List;

/**
 * Shows a diagnostic: summary, place, source line with the fault underlined, why, how to mend it.
 */
public final class DiagnosticRenderer {
  private static final int WIDTH = 90;

  /** How many errors, and how many warnings, are shown one by one. */
  private static final int MOST_SHOWN = 100;

  /** Of a longer source line, a part around the fault is shown; in code points. */
  private static final int LONGEST_LINE = 400;

  private static final int LINE_BEFORE_FAULT = 100;

  private final SourceLines sources;
  private final Palette palette;

  public DiagnosticRenderer(SourceLines sources, Palette palette) {
    this.sources = sources;
    this.palette = palette;
  }

  /** Several lines, each ended. */
  public String render(Diagnostic diagnostic) {
    Ink ink = diagnostic.isError() ? Ink.ERROR : Ink.WARNING;
    StringBuilder text = new StringBuilder();
    text.append(palette.paint(ink, diagnostic.isError() ? "Error: " : "Warning: "))
        .append(palette.paint(Ink.STRONG, diagnostic.summary()))
        .append('\n');
    SourceRange range = diagnostic.range();
    if (range != null) {
      text.append('\n');
      source(range, ink, text);
    }
    if (!diagnostic.detail().isEmpty()) {
      text.append('\n').append(Paragraphs.wrap(diagnostic.detail(), WIDTH));
    }
    String hint = diagnostic.hint();
    if (hint != null) {
      text.append('\n').append(Paragraphs.wrap("Hint: " + hint, WIDTH));
    }
    return palette.isColored() ? framed(text.toString(), ink) : "\n" + text;
  }

  /** All of them, or the first of very many and how many more there are. */
  public String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    int errors = 0;
    int warnings = 0;
    for (Diagnostic diagnostic : diagnostics) {
      int number = diagnostic.isError() ? ++errors : ++warnings;
      if (number <= MOST_SHOWN) {
        text.append(render(diagnostic));
      }
    }
    more(errors, "errors", text);
    more(warnings, "warnings", text);
    return text.toString();
  }

  private static void more(int count, String what, StringBuilder text) {
    if (count > MOST_SHOWN) {
      text.append("\n… and ").append(count - MOST_SHOWN).append(" more ").append(what).append('\n');
    }
  }

  private void source(SourceRange range, Ink ink, StringBuilder text) {
    int number = range.start().line();
    text.append("  on ").append(range.file());
    text.append(':').append(number).append(':').append(range.start().column()).append(":\n");
    String line = sources.line(range.file(), number);
    if (line == null) {
      return;
    }
    int width = line.codePointCount(0, line.length());
    int from = Math.min(range.start().column() - 1, width);
    int to = Math.min(range.end().line() == number ? range.end().column() - 1 : width, width);
    int first = width <= LONGEST_LINE ? 0 : Math.max(0, from - LINE_BEFORE_FAULT);
    int last = Math.min(width, first + LONGEST_LINE);
    String shown =
        line.substring(line.offsetByCodePoints(0, first), line.offsetByCodePoints(0, last));
    String margin = "  " + number + ": " + (first > 0 ? "…" : "");
    text.append(margin).append(shown).append(last < width ? "…" : "").append('\n');
    text.append(" ".repeat(margin.length()))
        .append(indentLike(shown, from - first))
        .append(palette.paint(ink, "^".repeat(Math.max(1, Math.min(to, last) - from))))
        .append('\n');
  }

  /** Keeps tabs, so that the mark stands below what it marks. */
  private static String indentLike(String line, int codePoints) {
    StringBuilder indent = new StringBuilder();
    line.codePoints().limit(codePoints).forEach(point -> indent.append(point == '\t' ? '\t' : ' '));
    return indent.toString();
  }

  private String framed(String text, Ink ink) {
    StringBuilder frame = new StringBuilder(palette.paint(ink, "╷")).append('\n');
    text.lines()
        .forEach(
            line -> {
              frame.append(palette.paint(ink, "│"));
              frame.append(line.isEmpty() ? "" : " " + line).append('\n');
            });
    return frame.append(palette.paint(ink, "╵")).append('\n').toString();
  }
}
