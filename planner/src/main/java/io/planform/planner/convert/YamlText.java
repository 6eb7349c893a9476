package io.planform.planner.convert;

import io.planform.planner.lang.ExpressionText;
import io.planform.planner.manifest.yaml.PlainText;
import io.planform.spi.value.Value;
import java.util.List;

/** Writes YAML in block style. */
final class YamlText {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();

  /** Begins a line with a key; its value follows. */
  void key(String indent, String key) {
    text.append(indent).append(scalar(key, indent)).append(':');
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  /** Begins an element of a list; its first key follows on the same line. */
  void item(String indent) {
    text.append(indent).append("- ");
  }

  void comment(String indent, List<String> lines) {
    lines.forEach(line -> text.append((indent + "# " + line).stripTrailing()).append('\n'));
  }

  int length() {
    return text.length();
  }

  /** Puts what was written from a place on behind the mark of its list element. */
  void join(int at, String indent) {
    String below = "\n" + indent;
    if (text.indexOf(below, at) == at) {
      text.delete(at, at + below.length());
    } else if (text.indexOf(" ", at) == at) {
      text.deleteCharAt(at);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * A value behind a key or the mark of a list element, with the end of its line.
   *
   * @param indent of what is below
   */
  void value(ExpressionText value, String indent) {
    switch (value) {
      case ExpressionText.Literal(Value literal) ->
          text.append(' ').append(literal(literal)).append('\n');
      case ExpressionText.Template template ->
          text.append(' ').append(scalar(template.bare(), indent)).append('\n');
      case ExpressionText.Code(String code, _) ->
          text.append(' ').append(scalar("${" + code + "}", indent)).append('\n');
      case ExpressionText.Json(ExpressionText inner) ->
          throw new IllegalArgumentException("a short form in HCL: " + inner);
      case ExpressionText.Elements(List<ExpressionText> elements) -> elements(elements, indent);
      case ExpressionText.Pairs(List<ExpressionText.Pair> pairs) -> {
        text.append(pairs.isEmpty() ? " {}\n" : "\n");
        pairs.forEach(pair -> pair(pair, indent));
      }
    }
  }

  private void pair(ExpressionText.Pair pair, String indent) {
    key(indent, pair.key().bare());
    value(pair.value(), indent + STEP);
  }

  private void elements(List<ExpressionText> elements, String indent) {
    text.append(elements.isEmpty() ? " []\n" : "\n");
    for (ExpressionText element : elements) {
      item(indent);
      int at = text.length();
      value(element, indent + STEP);
      join(at, indent + STEP);
    }
  }

  /** A bare expression. */
  void code(ExpressionText value, String indent) {
    switch (value) {
      case ExpressionText.Code(String code, _) ->
          text.append(' ').append(scalar(code, indent)).append('\n');
      case ExpressionText.Elements(List<ExpressionText> elements) -> {
        text.append(elements.isEmpty() ? " []\n" : "\n");
        for (ExpressionText element : elements) {
          text.append(indent).append('-');
          code(element, indent + STEP);
        }
      }
      case ExpressionText.Pairs(List<ExpressionText.Pair> pairs) -> {
        text.append(pairs.isEmpty() ? " {}\n" : "\n");
        for (ExpressionText.Pair pair : pairs) {
          key(indent, reference(pair.key().bare()));
          code(pair.value(), indent + STEP);
        }
      }
      case ExpressionText.Template template ->
          text.append(' ').append(scalar("\"" + template.quoted() + "\"", indent)).append('\n');
      case ExpressionText.Literal _, ExpressionText.Json _ -> value(value, indent);
    }
  }

  /** A key that is a reference is no template here. */
  private static String reference(String key) {
    return key.startsWith("${") ? key.substring(2, key.length() - 1) : key;
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Num number -> {
        String digits = number.value().stripTrailingZeros().toPlainString();
        yield digits.length() < 60 ? digits : "${" + number.value() + "}";
      }
      case Value.Bool bool -> Boolean.toString(bool.value());
      default -> "null";
    };
  }

  /** A text so that it is read as just this text. */
  private static String scalar(String value, String indent) {
    if (PlainText.isPlain(value)) {
      return value;
    }
    boolean block =
        value.contains("\n")
            && !value.startsWith(" ")
            && !value.startsWith("\n")
            && !value.endsWith("\n\n")
            && value.chars().noneMatch(c -> c != '\n' && isSpecial(c))
            && value.lines().noneMatch(line -> line.isBlank() && !line.isEmpty());
    if (!block) {
      return quoted(value);
    }
    StringBuilder lines = new StringBuilder(value.endsWith("\n") ? "|" : "|-");
    value.lines().forEach(line -> lines.append('\n').append(line.isEmpty() ? "" : indent + line));
    return lines.toString();
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (isSpecial(c)) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** What cannot be seen, or ends a line in YAML alone. */
  private static boolean isSpecial(int c) {
    return c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c >= 0xfeff;
  }
}
