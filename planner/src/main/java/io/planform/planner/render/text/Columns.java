package io.planform.planner.render.text;

import org.jline.utils.WCWidth;

/** How many columns of a terminal text takes. */
public final class Columns {
  private Columns() {}

  /** Control characters take none. */
  public static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static int of(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /** The text, or as much of its start as leaves room for an ellipsis. */
  public static String shorten(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    StringBuilder start = new StringBuilder();
    int columns = 1;
    for (int character : text.codePoints().toArray()) {
      columns += of(character);
      if (columns > most) {
        break;
      }
      start.appendCodePoint(character);
    }
    return most < 1 ? "" : start + "…";
  }
}
