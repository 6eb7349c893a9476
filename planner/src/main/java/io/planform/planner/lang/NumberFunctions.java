package io.planform.planner.lang;

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

/** Arithmetic beyond the operators. */
final class NumberFunctions {
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
        Function.named("signum")
            .takes("num", NUMBER)
            .gives(NUMBER, a -> Value.of(a.number(0).signum())),
        Function.named("max")
            .takesAny("numbers", NUMBER)
            .gives(NUMBER, a -> extreme(a, Comparator.naturalOrder())),
        Function.named("min")
            .takesAny("numbers", NUMBER)
            .gives(NUMBER, a -> extreme(a, Comparator.reverseOrder())),
        Function.named("sum").takes("list", Type.DYNAMIC).gives(NUMBER, NumberFunctions::sum),
        Function.named("pow")
            .takes("num", NUMBER)
            .takes("power", NUMBER)
            .gives(NUMBER, NumberFunctions::pow),
        Function.named("log")
            .takes("num", NUMBER)
            .takes("base", NUMBER)
            .gives(NUMBER, NumberFunctions::log),
        Function.named("parseint")
            .takes("number", STRING)
            .takes("base", NUMBER)
            .gives(NUMBER, NumberFunctions::parseInt),
        Function.named("range")
            .takesAny("params", NUMBER)
            .gives(Type.list(NUMBER), NumberFunctions::range));
  }

  private static Value number(BigDecimal number) {
    return new Value.Num(number);
  }

  private static Value extreme(Arguments arguments, Comparator<BigDecimal> order) {
    if (arguments.count() == 0) {
      return arguments.fail("at least one number is required");
    }
    BigDecimal found = arguments.number(0);
    for (int i = 1; i < arguments.count(); i++) {
      found = order.compare(arguments.number(i), found) > 0 ? arguments.number(i) : found;
    }
    return number(found);
  }

  private static Value sum(Arguments arguments) {
    List<Value> elements = arguments.elements(0);
    if (elements.isEmpty()) {
      return arguments.fail(0, "cannot sum an empty list");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Value element : elements) {
      if (!(Evaluator.converted(element, NUMBER) instanceof Value.Num(BigDecimal number))) {
        return arguments.fail(0, "all elements must be numbers");
      }
      sum = sum.add(number);
    }
    return number(sum);
  }

  private static Value pow(Arguments arguments) {
    BigDecimal base = arguments.number(0);
    BigDecimal power = arguments.number(1);
    boolean whole = power.scale() <= 0 && power.abs().compareTo(BigDecimal.valueOf(100_000)) <= 0;
    if (whole && !(power.signum() < 0 && base.signum() == 0)) {
      BigDecimal raised = base.pow(power.abs().intValue(), Operators.PRECISION);
      if (!Operators.inRange(raised)) {
        return arguments.fail("the result is out of range");
      }
      return number(
          power.signum() < 0 ? BigDecimal.ONE.divide(raised, Operators.PRECISION) : raised);
    }
    return real(arguments, Math.pow(base.doubleValue(), power.doubleValue()));
  }

  private static Value log(Arguments arguments) {
    return real(
        arguments,
        Math.log(arguments.number(0).doubleValue()) / Math.log(arguments.number(1).doubleValue()));
  }

  private static Value real(Arguments arguments, double result) {
    return Double.isFinite(result)
        ? number(BigDecimal.valueOf(result))
        : arguments.fail("the result is not a number");
  }

  private static Value parseInt(Arguments arguments) {
    int base = arguments.integer(1);
    if (base < 2 || base > 36) {
      return arguments.fail(1, "the base must be between 2 and 36");
    }
    String text = arguments.text(0);
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    boolean digits =
        text.length() > start
            && text.length() < 10_000
            && text.chars().skip(start).allMatch(c -> c < 128 && Character.digit(c, base) >= 0);
    return digits
        ? number(new BigDecimal(new BigInteger(text, base)))
        : arguments.fail(0, "\"" + text + "\" is not a whole number in base " + base);
  }

  private static Value range(Arguments arguments) {
    int count = arguments.count();
    if (count < 1 || count > 3) {
      return arguments.fail("one to three numbers are required");
    }
    BigDecimal start = count == 1 ? BigDecimal.ZERO : arguments.number(0);
    BigDecimal limit = count == 1 ? arguments.number(0) : arguments.number(1);
    boolean down = limit.compareTo(start) < 0;
    BigDecimal step =
        count == 3 ? arguments.number(2) : down ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    if (step.signum() == 0 || (step.signum() < 0) != down) {
      return start.compareTo(limit) == 0
          ? new Value.ListOf(NUMBER, List.of())
          : arguments.fail(count - 1, "the step must lead from the start to the limit");
    }
    List<Value> values = new ArrayList<>();
    for (BigDecimal at = start;
        down ? at.compareTo(limit) > 0 : at.compareTo(limit) < 0;
        at = at.add(step)) {
      if (values.size() == 1024) {
        return arguments.fail("more than 1024 values would result");
      }
      values.add(number(at));
    }
    return new Value.ListOf(NUMBER, values);
  }
}
