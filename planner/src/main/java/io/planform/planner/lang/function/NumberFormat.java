package io.planform.planner.lang.function;

import io.planform.planner.lang.function.Format.Verb;
import io.planform.spi.value.Conversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in the notations of {@link Format}. */
final class NumberFormat {
  /** Digits after which a number without precision is written with an exponent. */
  private static final int SHORTEST_PLAIN = 6;

  private NumberFormat() {}

  static String integer(Verb verb, BigInteger number) {
    int base =
        switch (verb.letter()) {
          case 'b' -> 2;
          case 'o' -> 8;
          case 'd' -> 10;
          default -> 16;
        };
    String digits = number.abs().toString(base);
    digits = verb.letter() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    if (verb.precision() == 0 && number.signum() == 0) {
      digits = "";
    }
    digits = "0".repeat(Math.max(0, verb.precision() - digits.length())) + digits;
    String prefix = "";
    if (verb.has('#')) {
      prefix =
          switch (verb.letter()) {
            case 'b' -> "0b";
            case 'o' -> "0";
            case 'x' -> "0x";
            case 'X' -> "0X";
            default -> "";
          };
    }
    String sign = sign(verb, number.signum() < 0);
    boolean zeros = verb.has('0') && verb.precision() < 0 && !verb.has('-');
    return padded(verb, sign + prefix, digits, zeros);
  }

  private static String sign(Verb verb, boolean negative) {
    if (negative) {
      return "-";
    }
    return verb.has('+') ? "+" : verb.has(' ') ? " " : "";
  }

  private static String padded(Verb verb, String sign, String digits, boolean zeros) {
    int missing = Math.max(0, verb.width() - sign.length() - digits.length());
    if (zeros) {
      return sign + "0".repeat(missing) + digits;
    }
    String spaces = " ".repeat(missing);
    return verb.has('-') ? sign + digits + spaces : spaces + sign + digits;
  }

  static String decimal(Verb verb, BigDecimal number) {
    BigDecimal amount = number.abs();
    String digits =
        switch (verb.letter()) {
          case 'f' -> fixed(amount, verb.precision() < 0 ? 6 : verb.precision());
          case 'e', 'E' -> scientific(amount, verb.precision() < 0 ? 6 : verb.precision());
          default -> verb.precision() < 0 ? general(amount) : general(amount, verb.precision());
        };
    boolean capital = Character.isUpperCase(verb.letter());
    return padded(
        verb,
        sign(verb, number.signum() < 0),
        capital ? digits.toUpperCase(Locale.ROOT) : digits,
        verb.has('0'));
  }

  /** As {@code %v} writes it. */
  static String shortest(BigDecimal number) {
    return (number.signum() < 0 ? "-" : "") + general(number.abs());
  }

  private static String fixed(BigDecimal number, int places) {
    return BinaryFloat.nearest(number).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** One digit before the point, and an exponent of at least two digits. */
  private static String scientific(BigDecimal number, int places) {
    if (number.signum() == 0) {
      return withExponent("0" + "0".repeat(places), 0);
    }
    BigDecimal exact = BinaryFloat.nearest(number);
    BigDecimal rounded = exact.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    digits =
        digits.length() > places + 1
            ? digits.substring(0, places + 1)
            : digits + "0".repeat(places + 1 - digits.length());
    return withExponent(digits, exponent);
  }

  private static String withExponent(String digits, int exponent) {
    String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
    int size = Math.abs(exponent);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  /** All digits that matter. */
  private static String general(BigDecimal number) {
    BigDecimal bare = new BigDecimal(Conversion.text(number)).stripTrailingZeros();
    int exponent = bare.signum() == 0 ? 0 : bare.precision() - bare.scale() - 1;
    return exponent < -4 || exponent >= SHORTEST_PLAIN
        ? withExponent(bare.unscaledValue().toString(), exponent)
        : bare.toPlainString();
  }

  /** At most this many digits. */
  private static String general(BigDecimal number, int precision) {
    int digits = Math.max(1, precision);
    BigDecimal rounded =
        BinaryFloat.nearest(number)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    int limit =
        digits > rounded.precision() && rounded.scale() <= 0
            ? Math.max(rounded.precision(), digits)
            : digits;
    return exponent < -4 || exponent >= limit
        ? withExponent(rounded.unscaledValue().toString(), exponent)
        : rounded.toPlainString();
  }
}
