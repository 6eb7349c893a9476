package io.planform.planner.lang.encoding;

/**
 * Texts as {@link YamlWriter} writes them: of several lines as a literal block where that can say
 * them, others in double quotes, folded at spaces after column 80.
 */
final class YamlText {
  private static final int WIDTH = 80;

  private final StringBuilder yaml;
  private final int indent;

  /**
   * @param indent of lines after the first
   */
  YamlText(StringBuilder yaml, int indent) {
    this.yaml = yaml;
    this.indent = indent;
  }

  void write(String text) {
    if (text.indexOf('\n') >= 0 && canBeLiteral(text)) {
      literal(text);
    } else {
      quoted(text, true);
    }
  }

  void writeOnOneLine(String text) {
    quoted(text, false);
  }

  private static boolean canBeLiteral(String text) {
    boolean plain = text.codePoints().allMatch(c -> c == '\n' || isPrintable(c));
    return plain && !text.contains(" \n") && !text.endsWith(" ");
  }

  private static boolean isPrintable(int c) {
    return (c >= 0x20 && c <= 0x7E)
        || (c >= 0xA0 && c <= 0xD7FF && c != 0x2028 && c != 0x2029)
        || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
  }

  /** With hints where the first line is indented, and about line ends at the end. */
  private void literal(String text) {
    yaml.append('|');
    if (text.startsWith(" ") || text.startsWith("\n")) {
      yaml.append(2);
    }
    boolean ended = text.endsWith("\n");
    if (!ended) {
      yaml.append('-');
    } else if (text.equals("\n") || text.endsWith("\n\n")) {
      yaml.append('+');
    }
    String body = ended ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      yaml.append('\n');
      if (!line.isEmpty()) {
        yaml.repeat(' ', indent).append(line);
      }
    }
  }

  private void quoted(String text, boolean folds) {
    int column = yaml.length() - (yaml.lastIndexOf("\n") + 1) + 1;
    yaml.append('"');
    boolean afterSpace = false;
    int end = text.length();
    for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean folded = folds && c == ' ' && !afterSpace && column > WIDTH && i > 0 && i < end - 1;
      if (folded) {
        yaml.append('\n').repeat(' ', indent);
        column = indent;
        if (text.charAt(i + 1) == ' ') {
          yaml.append('\\');
          column++;
        }
      } else {
        String written =
            isPrintable(c) && c != '"' && c != '\\' ? Character.toString(c) : escaped(c);
        yaml.append(written);
        column += written.codePointCount(0, written.length());
      }
      afterSpace = c == ' ';
    }
    yaml.append('"');
  }

  private static String escaped(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 0x0B -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 0x1B -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default ->
          c <= 0xFF
              ? String.format("\\x%02X", c)
              : c <= 0xFFFF ? String.format("\\u%04X", c) : String.format("\\U%08X", c);
    };
  }
}
