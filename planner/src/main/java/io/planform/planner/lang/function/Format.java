package io.planform.planner.lang.function;

import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The formats of {@code format}: text with verbs {@code %[flags][width][.precision][[index]]verb}.
 * Widths and the precision of text count characters as people see them.
 */
final class Format {
  private static final Pattern VERB =
      Pattern.compile(
          "%(?<flags>[-+# 0]*)(?<width>\\d+)?(?:\\.(?<precision>\\d*))?(?:\\[(?<index>\\d+)])?"
              + "(?<verb>[a-zA-Z%])?");

  private static final int MAX_WIDTH = 1_000_000;

  private final List<Value> values;
  private final StringBuilder text = new StringBuilder();
  private int next = 1;
  private int used;

  private Format(List<Value> values) {
    this.values = values;
  }

  sealed interface Result {}

  record Formatted(String text) implements Result {}

  /**
   * @param value index of the first value too many; -1 for other reasons
   */
  record Unsuitable(String reason, int value) implements Result {}

  /**
   * One verb.
   *
   * @param width -1 where none is given
   * @param precision -1 where none is given
   */
  record Verb(String raw, char letter, String flags, int width, int precision) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  /** With values that are wholly known and have no marks. */
  static Result format(String format, List<Value> values) {
    Format run = new Format(values);
    Matcher matcher = VERB.matcher(format);
    int at = 0;
    while (matcher.find()) {
      run.text.append(format, at, matcher.start());
      at = matcher.end();
      String reason = run.append(matcher, matcher.start());
      if (reason == null && run.text.length() > Limits.TEXT) {
        reason = Limits.TOO_LONG;
      }
      if (reason != null) {
        return new Unsuitable(reason, -1);
      }
    }
    if (run.used < values.size()) {
      return new Unsuitable(
          run.used == 0
              ? "too many arguments; no verbs in format string"
              : "too many arguments; only " + run.used + " used by format string",
          run.used);
    }
    return new Formatted(run.text.append(format, at, format.length()).toString());
  }

  /** The reason if it does not suit. */
  private @Nullable String append(Matcher matcher, int offset) {
    String raw = matcher.group();
    String letter = matcher.group("verb");
    if (raw.equals("%%")) {
      text.append('%');
      return null;
    }
    if (letter == null || letter.equals("%")) {
      return "unrecognized format character in \"" + raw + "\" at offset " + offset;
    }
    int width = number(matcher.group("width"));
    int precision = number(matcher.group("precision"));
    if (width > MAX_WIDTH || precision > MAX_WIDTH) {
      return "unsupported width or precision in \"" + raw + "\" at offset " + offset;
    }
    String index = matcher.group("index");
    int position = index == null ? next : number(index);
    if (position < 1 || position > values.size()) {
      return "not enough arguments for \""
          + raw
          + "\" at "
          + offset
          + ": need index "
          + position
          + " but have "
          + values.size()
          + " total";
    }
    next = position + 1;
    used = Math.max(used, position);
    Verb verb = new Verb(raw, letter.charAt(0), matcher.group("flags"), width, precision);
    Value value = values.get(position - 1);
    if (value.isNull() && verb.letter() != 'v') {
      return "unsupported value for \""
          + raw
          + "\" at "
          + offset
          + ": null value cannot be formatted";
    }
    String formatted = formatted(verb, value);
    if (formatted == null) {
      return "unsupported value for \"" + raw + "\" at " + offset + ": " + required(verb);
    }
    text.append(formatted);
    return null;
  }

  private static int number(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return digits == null ? -1 : 0;
    }
    return digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private static String required(Verb verb) {
    return switch (verb.letter()) {
      case 't' -> "a bool is required";
      case 's', 'q' -> "a string is required";
      case 'b', 'd', 'o', 'x', 'X' -> "an integer is required";
      case 'e', 'E', 'f', 'g', 'G' -> "a number is required";
      default -> "there is no such verb";
    };
  }

  private static @Nullable String formatted(Verb verb, Value value) {
    return switch (verb.letter()) {
      case 'v' -> padded(verb, asIs(verb, value));
      case 't' ->
          Arguments.converted(value, Type.BOOL) instanceof Value.Bool(boolean bool)
              ? Boolean.toString(bool)
              : null;
      case 's', 'q' ->
          Arguments.converted(value, Type.STRING) instanceof Value.Str(String string)
              ? padded(verb, string(verb, string))
              : null;
      case 'b', 'd', 'o', 'x', 'X' ->
          Arguments.converted(value, Type.NUMBER) instanceof Value.Num(BigDecimal number)
                  && number.scale() <= 0
              ? NumberFormat.integer(verb, number.toBigInteger())
              : null;
      case 'e', 'E', 'f', 'g', 'G' ->
          Arguments.converted(value, Type.NUMBER) instanceof Value.Num(BigDecimal number)
              ? NumberFormat.decimal(verb, number)
              : null;
      default -> null;
    };
  }

  private static String asIs(Verb verb, Value value) {
    return switch (value) {
      case Value.Str(String string) when !verb.has('#') -> string;
      case Value.Num(BigDecimal number) when !verb.has('#') -> NumberFormat.shortest(number);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          ValueJson.write(value);
    };
  }

  private static String string(Verb verb, String string) {
    String cut = string;
    if (verb.precision() > 0 && verb.precision() < string.length()) {
      List<String> characters = Graphemes.of(string);
      cut = String.join("", characters.subList(0, Math.min(verb.precision(), characters.size())));
    }
    return verb.letter() == 'q' ? ValueJson.quote(cut) : cut;
  }

  private static String padded(Verb verb, String string) {
    int missing = verb.width() < 0 ? 0 : verb.width() - Graphemes.count(string);
    if (missing <= 0) {
      return string;
    }
    String padding = (verb.has('0') ? "0" : " ").repeat(missing);
    return verb.has('-') ? string + padding : padding + string;
  }
}
