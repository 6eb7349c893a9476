package io.planform.planner.render;

import io.planform.planner.lang.encoding.Decoded;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that fit on one line, and what text may stand for. */
final class Literal {
  private static final Pattern DIGEST =
      Pattern.compile("(?:\\w+:)?(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
  private static final int DIGEST_SHOWN = 12;

  private Literal() {}

  /** Null if the value takes several lines. */
  static @Nullable String of(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text.contains("\n") || json(value) != null ? null : text(text);
      case Value.Num(BigDecimal number) -> Conversion.text(number);
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Null _ -> "null";
      case Value.Unknown _ -> "(known after apply)";
      case Value.Marked marked -> marked.toString();
      case Value.ListOf(_, List<Value> values) -> values.isEmpty() ? "[]" : null;
      case Value.SetOf(_, List<Value> values) -> values.isEmpty() ? "[]" : null;
      case Value.Tuple(List<Value> values) -> values.isEmpty() ? "[]" : null;
      case Value.MapOf(_, var values) -> values.isEmpty() ? "{}" : null;
      case Value.Obj(var values) -> values.isEmpty() ? "{}" : null;
    };
  }

  /** Digests say nothing by their last hundred figures. */
  private static String text(String text) {
    return DIGEST.matcher(text).matches()
        ? "\"" + text.substring(0, text.indexOf(':') + 1 + DIGEST_SHOWN) + "…\""
        : quoted(text);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(visible(point));
              }
            });
    return quoted.append('"').toString();
  }

  /** A line of a longer text. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(point -> line.append(point == '\t' ? "\t" : visible(point)));
    return line.toString();
  }

  /** Control characters could command the terminal. */
  private static String visible(int point) {
    return Character.isISOControl(point)
        ? String.format("\\u%04x", point)
        : Character.toString(point);
  }

  /** A key of a map as it is written. */
  static String key(String name) {
    return quoted(name);
  }

  static String name(String name) {
    return NAME.matcher(name).matches() ? name : quoted(name);
  }

  /** The object or array that a text holds as JSON; null if it holds none. */
  static @Nullable Value json(Value value) {
    if (!(value instanceof Value.Str(String text))
        || text.isEmpty()
        || (text.charAt(0) != '{' && text.charAt(0) != '[')) {
      return null;
    }
    return ValueJson.read(text) instanceof Decoded.Read(Value read) && !isEmpty(read) ? read : null;
  }

  private static boolean isEmpty(Value document) {
    return document.equals(new Value.Tuple(List.of()))
        || document.equals(new Value.Obj(new LinkedHashMap<>()));
  }
}
