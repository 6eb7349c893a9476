package io.planform.planner.render;

/** Text being written line by line, each with a mark in front and indented by its depth. */
final class Lines {
  /** The column of a resource's mark, as wide as {@code -/+}. */
  private static final int FIRST = 3;

  private final StringBuilder text = new StringBuilder();
  private final Palette palette;

  Lines(Palette palette) {
    this.palette = palette;
  }

  Palette palette() {
    return palette;
  }

  /** A line at a depth: 0 is the resource's own, each further one four columns to the right. */
  Lines line(int depth, Mark mark, String content) {
    return start(depth, mark).add(content).end();
  }

  /** A line that is added to and then ended. */
  Lines start(int depth, Mark mark) {
    text.append(mark.in(palette, FIRST + 4 * depth)).append(' ');
    return this;
  }

  Lines add(String content) {
    text.append(content);
    return this;
  }

  Lines end() {
    text.append('\n');
    return this;
  }

  /** A line that begins where the marks stand. */
  Lines comment(int depth, String content) {
    return plain(" ".repeat(FIRST - 1 + 4 * depth) + content);
  }

  Lines plain(String line) {
    text.append(line).append('\n');
    return this;
  }

  Lines blank() {
    return plain("");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
