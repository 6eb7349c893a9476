package io.planform.planner.render;

import io.planform.planner.render.Palette.Ink;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;
import java.util.List;

/**
 * Shows a diagnostic: summary, place, source line with the fault underlined, why, how to mend it.
 */
public final class DiagnosticRenderer {
  private static final int WIDTH = 90;

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

  public String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    diagnostics.forEach(diagnostic -> text.append(render(diagnostic)));
    return text.toString();
  }

  private void source(SourceRange range, Ink ink, StringBuilder text) {
    int number = range.start().line();
    text.append("  on ").append(range.file());
    text.append(':').append(number).append(':').append(range.start().column()).append(":\n");
    String line = sources.line(range.file(), number);
    if (line == null) {
      return;
    }
    String margin = "  " + number + ": ";
    text.append(margin).append(line).append('\n');
    int width = line.codePointCount(0, line.length());
    int from = Math.min(range.start().column() - 1, width);
    int to = range.end().line() == number ? range.end().column() - 1 : width;
    int length = Math.max(1, Math.min(to, width) - from);
    text.append(" ".repeat(margin.length()))
        .append(indentLike(line, from))
        .append(palette.paint(ink, "^".repeat(length)))
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
