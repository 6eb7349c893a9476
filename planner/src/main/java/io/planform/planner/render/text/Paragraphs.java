package io.planform.planner.render.text;

/** Breaks long lines at spaces. */
public final class Paragraphs {
  private Paragraphs() {}

  /** Each line ended; an indented line is taken as an example and left as it is. */
  public static String wrap(String text, int width) {
    StringBuilder wrapped = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              if (line.startsWith(" ")) {
                wrapped.append(line).append('\n');
              } else {
                wrapLine(line, width, wrapped);
              }
            });
    return wrapped.toString();
  }

  private static void wrapLine(String line, int width, StringBuilder wrapped) {
    int column = 0;
    for (String word : line.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        wrapped.append('\n');
        column = 0;
      }
      if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    wrapped.append('\n');
  }
}
