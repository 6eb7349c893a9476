package io.planform.functiongraph.event;

import java.util.regex.Pattern;

/** RFC 9110, section 5: what a function may put into headers without forging others. */
final class HeaderSyntax {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private HeaderSyntax() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
  }
}
