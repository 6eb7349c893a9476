package io.planform.spi.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as text, and back. */
final class NumberText {
  /** Beyond these a number is refused: nothing can ask for gigabytes of zeros. */
  private static final int MAX_LENGTH = 10_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*+|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private NumberText() {}

  static @Nullable BigDecimal parse(String text) {
    if (text.length() > MAX_LENGTH || !NUMBER.matcher(text).matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 && text.startsWith("-") ? Arithmetic.NEGATIVE_ZERO : number;
  }

  static String of(BigDecimal number) {
    if (number.signum() == 0) {
      return Arithmetic.isNegative(number) ? "-0" : "0";
    }
    return number.toPlainString();
  }
}
