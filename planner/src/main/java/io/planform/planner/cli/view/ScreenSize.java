package io.planform.planner.cli.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a terminal shows. */
record ScreenSize(int columns, int rows) {
  private static final ScreenSize USUAL = new ScreenSize(80, 24);
  private static final Pattern ROWS_AND_COLUMNS =
      Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})");

  /** That of the terminal at the standard input. */
  static ScreenSize now() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed =
          new String(process.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip();
      Matcher size = ROWS_AND_COLUMNS.matcher(printed);
      return size.matches()
          ? new ScreenSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)))
          : USUAL;
    } catch (IOException _) {
      return USUAL;
    }
  }
}
