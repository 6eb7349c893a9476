package io.planform.planner.lang;

/** What a bare name may be made of: letters and digits of any script, underscores and dashes. */
final class Identifier {
  private Identifier() {}

  static boolean isStart(int c) {
    return c == '_' || (c < 0x80 ? isLetter(c) : Character.isUnicodeIdentifierStart(c));
  }

  static boolean isPart(int c) {
    if (c < 0x80) {
      return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Where the characters end that may be part of a name. */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      int point = c < 0x80 ? c : text.codePointAt(at);
      if (!isPart(point)) {
        break;
      }
      at += Character.charCount(point);
    }
    return at;
  }

  static boolean isValid(String text) {
    return !text.isEmpty() && isStart(text.codePointAt(0)) && end(text, 0) == text.length();
  }
}
