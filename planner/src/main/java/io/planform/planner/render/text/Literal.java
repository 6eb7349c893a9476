package io.planform.planner.render.text;

import io.planform.planner.lang.encoding.Decoded;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that fit on one line, and what text may stand for. */
public final class Literal {
  private static final Pattern DIGEST =
      Pattern.compile("\\w+:(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
  private static final int DIGEST_SHOWN = 12;

  private Literal() {}

  /** Null if the value takes several lines. */
  public static @Nullable String of(Value value) {
    return switch (value) {
      case Value.Str(String text) -> line(text, json(value));
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

  private static @Nullable String line(String text, @Nullable Value json) {
    if (json != null) {
      String empty = of(json);
      return empty == null ? null : "jsonencode(" + empty + ")";
    }
    return text.contains("\n") ? null : text(text);
  }

  /** Digests say nothing by their last hundred figures. */
  private static String text(String text) {
    return DIGEST.matcher(text).matches()
        ? "\"" + text.substring(0, text.indexOf(':') + 1 + DIGEST_SHOWN) + "…\""
        : quoted(text);
  }

  public static String quoted(String text) {
    return QuotedText.of(text);
  }

  /** Whether one of two texts has several lines. */
  public static boolean isLong(Value before, Value after) {
    return before instanceof Value.Str(String was)
        && after instanceof Value.Str(String is)
        && (was.contains("\n") || is.contains("\n"));
  }

  /** Without white space around all of them. */
  public static List<String> lines(Value text) {
    return text instanceof Value.Str(String content)
        ? Arrays.stream(content.strip().split("\n", -1)).map(Literal::visible).toList()
        : List.of();
  }

  /** Control characters could command the terminal. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().forEach(point -> visible.append(visible(point)));
    return visible.toString();
  }

  private static String visible(int point) {
    return Character.isISOControl(point) && point != '\t' && point != '\n'
        ? String.format("\\u%04x", point)
        : Character.toString(point);
  }

  public static String name(String name) {
    return NAME.matcher(name).matches() ? name : quoted(name);
  }

  /** The object or array that a text holds as JSON; null if it holds none. */
  public static @Nullable Value json(Value value) {
    if (!(value instanceof Value.Str(String text))
        || text.isEmpty()
        || (text.charAt(0) != '{' && text.charAt(0) != '[')) {
      return null;
    }
    return ValueJson.read(text) instanceof Decoded.Read(Value read) ? read : null;
  }
}
