package io.planform.planner.render.report;

import java.util.regex.Pattern;

/** Text as it may stand in Markdown. */
final class Markdown {
  private static final Pattern TICKS = Pattern.compile("`+");

  private Markdown() {}

  /** On one line, as it is. */
  static String code(String text) {
    String fence = "`".repeat(longestTicks(text) + 1);
    String space = fence.length() > 1 ? " " : "";
    return fence + space + text + space + fence;
  }

  /** What no line of a text can end. */
  static String fence(String text) {
    return "`".repeat(Math.max(3, longestTicks(text) + 1));
  }

  private static int longestTicks(String text) {
    return TICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
  }
}
