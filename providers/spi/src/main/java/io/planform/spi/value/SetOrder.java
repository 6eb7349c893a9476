package io.planform.spi.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The order in which Terraform goes through a set: numbers and texts ascending, false before true;
 * lists, maps and the like by a text made of their content. Null comes after all others, unknown
 * elements last.
 */
final class SetOrder {
  private static final MathContext KEY_DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);

  private SetOrder() {}

  private record Keyed(Value value, String key) {}

  static List<Value> sorted(Collection<Value> values) {
    boolean plain = values.stream().allMatch(value -> value.parts().isEmpty());
    if (plain && values.stream().noneMatch(value -> value.elements() != null)) {
      return withoutDuplicates(values).sorted(ValueOrder.INSTANCE).toList();
    }
    return withoutDuplicates(values)
        .map(value -> new Keyed(value, key(value)))
        .sorted(
            Comparator.comparingInt((Keyed one) -> rank(one.value()))
                .thenComparing(Keyed::key)
                .thenComparing(Keyed::value, ValueOrder.INSTANCE))
        .map(Keyed::value)
        .toList();
  }

  /** Two unknown elements need not be the same. */
  private static Stream<Value> withoutDuplicates(Collection<Value> values) {
    Set<Value> known = new HashSet<>();
    return values.stream().filter(value -> !value.isWhollyKnown() || known.add(value));
  }

  private static int rank(Value value) {
    return value.isUnknown() ? 2 : value.isNull() ? 1 : 0;
  }

  private static String key(Value value) {
    StringBuilder key = new StringBuilder();
    write(value, key);
    return key.toString();
  }

  private static void write(Value value, StringBuilder key) {
    switch (value) {
      case Value.Str(String text) -> quote(text, key);
      case Value.Num(BigDecimal number) -> key.append(shortened(number));
      case Value.Bool(boolean bool) -> key.append(bool ? 'T' : 'F');
      case Value.ListOf(_, List<Value> values) -> all('[', values, ']', key);
      case Value.SetOf(_, List<Value> values) -> all('[', values, ']', key);
      case Value.Tuple(List<Value> values) -> all('<', values, '>', key);
      case Value.Obj object -> all('<', new TreeMap<>(object.values()).values(), '>', key);
      case Value.MapOf(_, Map<String, Value> values) -> {
        key.append('{');
        values.forEach(
            (name, part) -> {
              quote(name, key);
              key.append(':');
              write(part, key);
              key.append(';');
            });
        key.append('}');
      }
      case Value.Null _ -> key.append('~');
      case Value.Unknown _ -> key.append('?');
      case Value.Marked(Value bare, _) -> write(bare, key);
    }
  }

  private static void all(char open, Collection<Value> values, char close, StringBuilder key) {
    key.append(open);
    for (Value value : values) {
      write(value, key);
      key.append(';');
    }
    key.append(close);
  }

  private static void quote(String text, StringBuilder key) {
    key.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> key.append('\\').append(c);
        case '\n' -> key.append("\\n");
        case '\r' -> key.append("\\r");
        case '\t' -> key.append("\\t");
        default -> key.append(c);
      }
    }
    key.append('"');
  }

  /** Ten digits, with an exponent where the number is long or small. */
  private static String shortened(BigDecimal number) {
    BigDecimal rounded = number.round(KEY_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (rounded.signum() == 0 || (exponent >= -4 && exponent < KEY_DIGITS.getPrecision())) {
      return rounded.toPlainString();
    }
    String size = Integer.toString(Math.abs(exponent));
    return rounded.scaleByPowerOfTen(-exponent).toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() < 2 ? "0" : "")
        + size;
  }
}
