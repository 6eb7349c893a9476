package io.planform.planner.lang;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The verbs of {@code format}: {@code %s %q %v %#v %d %f %e %g %b %o %x %X %t %%}. */
final class Format {
  private static final Pattern VERB =
      Pattern.compile(
          "%(?<flags>[-+# 0]*)(?<width>\\d{1,4})?(\\.(?<precision>\\d{0,4}))?(\\[(?<index>\\d{1,4})])?(?<verb>.)?",
          Pattern.DOTALL);

  private Format() {}

  static Value one(Arguments arguments, List<Value> values) {
    String format = arguments.text(0);
    StringBuilder text = new StringBuilder();
    Matcher matcher = VERB.matcher(format);
    int at = 0;
    int next = 0;
    int used = 0;
    while (matcher.find()) {
      text.append(format, at, matcher.start());
      at = matcher.end();
      String verb = matcher.group("verb");
      if (verb == null) {
        return arguments.fail(0, "the format ends in the middle of a verb");
      }
      if (verb.equals("%")) {
        text.append('%');
        continue;
      }
      String index = matcher.group("index");
      next = index == null ? next : Integer.parseInt(index) - 1;
      if (next < 0 || next >= values.size()) {
        return arguments.fail(0, "there is no argument for the verb \"" + matcher.group() + "\"");
      }
      String formatted = verb(matcher, verb.charAt(0), values.get(next));
      if (formatted == null) {
        return arguments.fail(
            next + 1, "unsuitable for the verb \"" + matcher.group() + "\" of the format");
      }
      text.append(padded(formatted, matcher));
      next++;
      used = Math.max(used, next);
    }
    if (used < values.size() && !format.contains("[")) {
      return arguments.fail(used + 1, "too many arguments; the format uses " + used);
    }
    return Value.of(text.append(format.substring(at)).toString());
  }

  /** Formats once for each element of the lists among the arguments. */
  static Value each(Arguments arguments) {
    int length = -1;
    for (Value value : arguments.from(1)) {
      List<Value> elements = value.elements();
      if (elements != null) {
        if (length >= 0 && length != elements.size()) {
          return arguments.fail("the lists have different lengths");
        }
        length = elements.size();
      }
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < (length < 0 ? 1 : length); i++) {
      List<Value> row = new ArrayList<>();
      for (Value value : arguments.from(1)) {
        List<Value> elements = value.elements();
        row.add(elements == null ? value : elements.get(i));
      }
      Value result = one(arguments, row);
      if (arguments.problem() != null) {
        return result;
      }
      results.add(result);
    }
    return new Value.ListOf(Type.STRING, results);
  }

  private static @Nullable String verb(Matcher spec, char verb, Value value) {
    return switch (verb) {
      case 's' -> precise(text(value), spec);
      case 'q' -> quoted(text(value));
      case 'v' -> {
        boolean json = spec.group("flags").contains("#") || value.isNull() || isStructure(value);
        yield json ? ValueJson.write(value) : text(value);
      }
      case 't' -> bool(value);
      case 'd', 'b', 'o', 'x', 'X', 'e', 'E', 'f', 'g', 'G' ->
          Evaluator.converted(value, Type.NUMBER) instanceof Value.Num(BigDecimal number)
              ? signed(number(spec, verb, number), spec)
              : null;
      default -> null;
    };
  }

  private static @Nullable String quoted(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return ValueJson.quote(text);
  }

  private static @Nullable String bool(Value value) {
    boolean suits = Evaluator.converted(value, Type.BOOL) instanceof Value.Bool;
    return suits ? text(Evaluator.converted(value, Type.BOOL)) : null;
  }

  private static boolean isStructure(Value value) {
    return value.elements() != null || value.entries() != null;
  }

  private static @Nullable String text(Value value) {
    return Evaluator.converted(value, Type.STRING) instanceof Value.Str(String text) ? text : null;
  }

  private static @Nullable String precise(@Nullable String text, Matcher spec) {
    String precision = spec.group("precision");
    if (text == null || precision == null) {
      return text;
    }
    List<String> characters = TextFunctions.characters(text);
    int length = precision.isEmpty() ? 0 : Integer.parseInt(precision);
    return String.join("", characters.subList(0, Math.min(length, characters.size())));
  }

  private static String number(Matcher spec, char verb, BigDecimal number) {
    String digits = spec.group("precision");
    int precision = digits == null ? 6 : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    BigInteger whole = number.setScale(0, RoundingMode.DOWN).toBigInteger();
    return switch (verb) {
      case 'd' -> whole.toString();
      case 'b' -> whole.toString(2);
      case 'o' -> whole.toString(8);
      case 'x' -> whole.toString(16);
      case 'X' -> whole.toString(16).toUpperCase(Locale.ROOT);
      case 'e', 'E' -> String.format(Locale.ROOT, "%." + precision + verb, number);
      case 'f' -> number.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      default -> Conversion.text(number);
    };
  }

  private static String signed(String text, Matcher spec) {
    String flags = spec.group("flags");
    if (text.startsWith("-")) {
      return text;
    }
    return flags.contains("+") ? "+" + text : flags.contains(" ") ? " " + text : text;
  }

  private static String padded(String text, Matcher spec) {
    String width = spec.group("width");
    int missing =
        width == null ? 0 : Integer.parseInt(width) - TextFunctions.characters(text).size();
    if (missing <= 0) {
      return text;
    }
    String flags = spec.group("flags");
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (!flags.contains("0")) {
      return " ".repeat(missing) + text;
    }
    boolean sign = text.startsWith("-") || text.startsWith("+");
    return (sign ? text.substring(0, 1) : "") + "0".repeat(missing) + text.substring(sign ? 1 : 0);
  }
}
