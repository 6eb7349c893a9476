package io.planform.planner.render.text;

/** Text being written line by line, each with a mark in front and indented by its depth. */
public final class Lines {
  /** The column of a resource's mark, as wide as {@code -/+}. */
  private static final int FIRST = 3;

  private final StringBuilder text = new StringBuilder();
  private final Palette palette;
  private final int first;

  public Lines(Palette palette) {
    this(palette, FIRST);
  }

  private Lines(Palette palette, int first) {
    this.palette = palette;
    this.first = first;
  }

  /** Where nothing changes: no room for a resource's mark. */
  public static Lines withoutMarks() {
    return new Lines(Palette.PLAIN, -1);
  }

  public Palette palette() {
    return palette;
  }

  /** A line at a depth: 0 is the resource's own, each further one four columns to the right. */
  public Lines line(int depth, Mark mark, String content) {
    return start(depth, mark).add(content).end();
  }

  /** A line that is added to and then ended. */
  public Lines start(int depth, Mark mark) {
    int column = first + 4 * depth;
    if (column > 0) {
      text.append(mark.in(palette, column)).append(' ');
    }
    return this;
  }

  public Lines add(String content) {
    text.append(content);
    return this;
  }

  public Lines end() {
    text.append('\n');
    return this;
  }

  /** A line that begins where the marks stand. */
  public Lines comment(int depth, String content) {
    return plain(" ".repeat(Math.max(0, first - 1 + 4 * depth)) + content);
  }

  public Lines plain(String line) {
    text.append(line).append('\n');
    return this;
  }

  public Lines blank() {
    return plain("");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
