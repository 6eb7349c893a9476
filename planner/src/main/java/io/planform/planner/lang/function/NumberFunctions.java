package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic beyond the operators. */
final class NumberFunctions {
  private static final int MAX_DIGITS = 10_000;
  private static final int MAX_RANGE = 1024;

  private NumberFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("abs").takes("num", NUMBER).gives(NUMBER, a -> number(a.number(0).abs())),
        Function.named("ceil")
            .takes("num", NUMBER)
            .gives(NUMBER, a -> number(a.number(0).setScale(0, RoundingMode.CEILING))),
        Function.named("floor")
            .takes("num", NUMBER)
            .gives(NUMBER, a -> number(a.number(0).setScale(0, RoundingMode.FLOOR))),
        Function.named("signum").takes("num", NUMBER).gives(NUMBER, NumberFunctions::signum),
        Function.named("max")
            .takesAny("numbers", NUMBER)
            .gives(NUMBER, a -> extreme(a, Comparator.naturalOrder())),
        Function.named("min")
            .takesAny("numbers", NUMBER)
            .gives(NUMBER, a -> extreme(a, Comparator.reverseOrder())),
        Function.named("sum").takes("list", DYNAMIC).gives(NUMBER, NumberFunctions::sum),
        Function.named("pow")
            .takes("num", NUMBER)
            .takes("power", NUMBER)
            .gives(
                NUMBER,
                a -> real(a, Power.of(a.number(0).doubleValue(), a.number(1).doubleValue()))),
        Function.named("log")
            .takes("num", NUMBER)
            .takes("base", NUMBER)
            .gives(
                NUMBER,
                a ->
                    real(
                        a,
                        Logarithm.of(a.number(0).doubleValue())
                            / Logarithm.of(a.number(1).doubleValue()))),
        Function.named("parseint")
            .takes("number", DYNAMIC)
            .takes("base", NUMBER)
            .gives(NumberFunctions::parseIntType, NumberFunctions::parseInt),
        Function.named("range")
            .takesAny("params", NUMBER)
            .gives(Type.list(NUMBER), NumberFunctions::range));
  }

  private static Value number(BigDecimal number) {
    return new Value.Num(number);
  }

  private static Value signum(Arguments arguments) {
    BigDecimal number = arguments.number(0);
    return number.scale() > 0 || number.toBigInteger().bitLength() > 63
        ? arguments.fail("value must be a whole number of 64 bits")
        : Value.of(number.signum());
  }

  private static Value extreme(Arguments arguments, Comparator<BigDecimal> order) {
    if (arguments.count() == 0) {
      return arguments.fail("must pass at least one number");
    }
    BigDecimal found = arguments.number(0);
    for (int i = 1; i < arguments.count(); i++) {
      found = order.compare(arguments.number(i), found) > 0 ? arguments.number(i) : found;
    }
    return number(found);
  }

  private static Value sum(Arguments arguments) {
    if (arguments.typeOf(0) instanceof Type.Primitive) {
      return arguments.fail(0, "cannot sum noniterable");
    }
    if (arguments.value(0).parts().isEmpty()) {
      return arguments.fail(0, "cannot sum an empty list");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Value element : arguments.elements(0)) {
      if (!(Arguments.converted(element, NUMBER) instanceof Value.Num(BigDecimal number))) {
        return arguments.fail(0, "argument must be list, set, or tuple of number values");
      }
      sum = sum.add(number);
    }
    return number(sum);
  }

  /** What comes out of the floating point unit: 53 bits. */
  private static Value real(Arguments arguments, double result) {
    return Double.isFinite(result)
        ? number(BigDecimal.valueOf(result))
        : arguments.fail("the result is not a finite number");
  }

  private static Type parseIntType(Arguments arguments) {
    return arguments.typeOf(0) == STRING
        ? NUMBER
        : arguments.refuse(
            0, "first argument must be a string, not " + Type.describe(arguments.typeOf(0)));
  }

  private static Value parseInt(Arguments arguments) {
    BigDecimal wanted = arguments.number(1);
    int base = wanted.intValue();
    if (wanted.scale() > 0 || base < 2 || base > 62) {
      return arguments.fail(1, "base must be a whole number between 2 and 62 inclusive");
    }
    String text = arguments.text(0);
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    BigInteger parsed =
        text.length() == start || text.length() > MAX_DIGITS ? null : digits(text, start, base);
    if (parsed == null) {
      return arguments.fail(0, "cannot parse \"" + text + "\" as a base " + base + " integer");
    }
    return number(new BigDecimal(text.startsWith("-") ? parsed.negate() : parsed));
  }

  private static @Nullable BigInteger digits(String text, int start, int base) {
    BigInteger radix = BigInteger.valueOf(base);
    BigInteger number = BigInteger.ZERO;
    for (int i = start; i < text.length(); i++) {
      int digit = digit(text.charAt(i), base);
      if (digit < 0 || digit >= base) {
        return null;
      }
      number = number.multiply(radix).add(BigInteger.valueOf(digit));
    }
    return number;
  }

  /** Up to base 36 letters have no case; above, capitals come after small letters. */
  private static int digit(char c, int base) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + (base <= 36 ? 10 : 36);
    }
    return -1;
  }

  private static Value range(Arguments arguments) {
    int count = arguments.count();
    if (count < 1 || count > 3) {
      return arguments.fail("must have one, two, or three arguments");
    }
    BigDecimal start = count == 1 ? BigDecimal.ZERO : arguments.number(0);
    BigDecimal limit = count == 1 ? arguments.number(0) : arguments.number(1);
    boolean down = limit.compareTo(start) < 0;
    BigDecimal step =
        count == 3 ? arguments.number(2) : down ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    if (step.signum() == 0) {
      return arguments.fail("step must not be zero");
    }
    if (count == 3 && start.compareTo(limit) != 0 && (step.signum() < 0) != down) {
      return arguments.fail(
          1,
          down
              ? "end must be greater than or equal to start when step is positive"
              : "end must be less than or equal to start when step is negative");
    }
    List<Value> values = new ArrayList<>();
    for (BigDecimal at = start;
        down ? at.compareTo(limit) > 0 : at.compareTo(limit) < 0;
        at = at.add(step)) {
      if (values.size() == MAX_RANGE) {
        return arguments.fail(
            "more than "
                + MAX_RANGE
                + " values were generated; either decrease the difference between start and end or"
                + " use a smaller number of steps");
      }
      values.add(number(at));
    }
    return new Value.ListOf(NUMBER, values);
  }
}
