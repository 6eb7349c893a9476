package io.planform.planner.lang;

/** Literal text of a template, its escapes resolved. */
final class EscapedText {
  private final Cursor cursor;
  private final boolean backslashes;

  /**
   * @param backslashes whether a backslash escapes, as it does between quotes only
   */
  EscapedText(Cursor cursor, boolean backslashes) {
    this.cursor = cursor;
    this.backslashes = backslashes;
  }

  /**
   * @param offset of the raw text in the source
   */
  StringBuilder decode(String raw, int offset) {
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if ((c == '$' || c == '%') && raw.startsWith("{", at + 2) && raw.charAt(at + 1) == c) {
        text.append(c).append('{');
        at += 3;
      } else if (c == '\\' && backslashes) {
        at += escape(raw, at, offset, text);
      } else {
        text.append(c);
        at++;
      }
    }
    return text;
  }

  /** Appends what the escape at a place stands for; answers its length. */
  private int escape(String raw, int at, int offset, StringBuilder text) {
    char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : '\0';
    switch (kind) {
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case '"' -> text.append('"');
      case '\\' -> text.append('\\');
      case 'u', 'U' -> {
        return unicode(raw, at, offset, kind == 'u' ? 4 : 8, text);
      }
      default -> {
        int length = kind == '\0' ? 1 : 1 + Character.charCount(raw.codePointAt(at + 1));
        cursor.error(
            "Invalid escape sequence",
            "Valid escapes are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN.",
            offset + at,
            offset + at + length);
        return length;
      }
    }
    return 2;
  }

  private int unicode(String raw, int at, int offset, int digits, StringBuilder text) {
    int end = at + 2;
    while (end < raw.length()
        && end < at + 2 + digits
        && Character.digit(raw.charAt(end), 16) >= 0) {
      end++;
    }
    long codePoint =
        end == at + 2 + digits ? Long.parseLong(raw.substring(at + 2, end), 16) : Long.MAX_VALUE;
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (half || codePoint > Character.MAX_CODE_POINT) {
      cursor.error(
          "Invalid escape sequence",
          "The escape needs " + digits + " hexadecimal digits of a Unicode character.",
          offset + at,
          offset + end);
    } else {
      text.appendCodePoint((int) codePoint);
    }
    return end - at;
  }
}
