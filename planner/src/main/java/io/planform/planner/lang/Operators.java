package io.planform.planner.lang;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators compute. */
final class Operators {
  /** Terraform computes with 512 bits, which are 154 decimal digits. */
  static final MathContext PRECISION = new MathContext(154, RoundingMode.HALF_EVEN);

  private static final int MAX_EXPONENT = 10_000;

  private Operators() {}

  enum Side {
    LEFT,
    RIGHT,
    BOTH
  }

  sealed interface Result {}

  record Computed(Value value) implements Result {}

  record Unsuitable(Side side, String summary, String detail) implements Result {}

  static Result unary(TokenKind operator, Value operand) {
    Type type = operator == TokenKind.NOT ? Type.BOOL : Type.NUMBER;
    return switch (suitable(operand, type, Side.LEFT, "operand")) {
      case Unsuitable unsuitable -> unsuitable;
      case Computed(Value value) -> {
        Value result =
            switch (value.unmarked()) {
              case Value.Bool(boolean bool) -> Value.of(!bool);
              case Value.Num(BigDecimal number) -> new Value.Num(number.negate());
              case Value.Str _,
                  Value.ListOf _,
                  Value.SetOf _,
                  Value.Tuple _,
                  Value.MapOf _,
                  Value.Obj _,
                  Value.Null _,
                  Value.Unknown _,
                  Value.Marked _ ->
                  new Value.Unknown(type);
            };
        yield new Computed(result.marked(operand.marks()));
      }
    };
  }

  static Result binary(TokenKind operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> equality(left, right, true);
      case NOT_EQUAL -> equality(left, right, false);
      case AND -> logic(left, right, false);
      case OR -> logic(left, right, true);
      case LESS -> comparison(left, right, order -> order < 0);
      case LESS_OR_EQUAL -> comparison(left, right, order -> order <= 0);
      case GREATER -> comparison(left, right, order -> order > 0);
      case GREATER_OR_EQUAL -> comparison(left, right, order -> order >= 0);
      case PLUS -> arithmetic(left, right, (a, b) -> bounded(a.add(b)));
      case MINUS -> arithmetic(left, right, (a, b) -> bounded(a.subtract(b)));
      case STAR -> arithmetic(left, right, (a, b) -> a.multiply(b, PRECISION));
      case SLASH -> division(left, right, (a, b) -> a.divide(b, PRECISION));
      case PERCENT -> division(left, right, Operators::remainder);
      default -> throw new IllegalArgumentException("not a binary operator: " + operator);
    };
  }

  private static BigDecimal bounded(BigDecimal number) {
    return number.precision() > MAX_EXPONENT ? number.round(PRECISION) : number;
  }

  /** The sign is the dividend's. */
  private static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
    return dividend.remainder(divisor);
  }

  private static Result equality(Value left, Value right, boolean wanted) {
    Marks marks = left.allMarks().and(right.allMarks());
    Value first = left.revealed();
    Value second = right.revealed();
    Value result;
    if (first instanceof Value.Null && second instanceof Value.Null) {
      result = Value.of(wanted);
    } else if (first instanceof Value.Null || second instanceof Value.Null) {
      Value other = first instanceof Value.Null ? second : first;
      boolean decided =
          !(other instanceof Value.Unknown(_, Refinement refinement)) || refinement.notNull();
      result = decided ? Value.of(!wanted) : new Value.Unknown(Type.BOOL);
    } else if (first.isWhollyKnown() && second.isWhollyKnown()) {
      result = Value.of(first.equals(second) == wanted);
    } else {
      result = new Value.Unknown(Type.BOOL);
    }
    return new Computed(result.marked(marks));
  }

  /**
   * @param decisive the operand that decides alone: true for "or"
   */
  private static Result logic(Value left, Value right, boolean decisive) {
    Result first = suitable(left, Type.BOOL, Side.LEFT, "left operand");
    if (!(first instanceof Computed(Value a))) {
      return first;
    }
    Result second = suitable(right, Type.BOOL, Side.RIGHT, "right operand");
    if (!(second instanceof Computed(Value b))) {
      return second;
    }
    Marks marks = a.marks().and(b.marks());
    Value decision = Value.of(decisive);
    Value result;
    if (a.unmarked().equals(decision) || b.unmarked().equals(decision)) {
      result = decision;
    } else if (a.isUnknown() || b.isUnknown()) {
      result = new Value.Unknown(Type.BOOL);
    } else {
      result = Value.of(!decisive);
    }
    return new Computed(result.marked(marks));
  }

  /** Decides about the order of two numbers. */
  private interface Order {
    boolean holds(int order);
  }

  private static Result comparison(Value left, Value right, Order order) {
    Numbers numbers = numbers(left, right);
    if (numbers.unsuitable() != null) {
      return numbers.unsuitable();
    }
    BigDecimal a = numbers.left();
    BigDecimal b = numbers.right();
    Value result =
        a == null || b == null
            ? new Value.Unknown(Type.BOOL)
            : Value.of(order.holds(a.compareTo(b)));
    return new Computed(result.marked(numbers.marks()));
  }

  private static Result division(Value left, Value right, BinaryOperator<BigDecimal> operator) {
    Value divisor = Evaluator.converted(right, Type.NUMBER).unmarked();
    if (divisor instanceof Value.Num(BigDecimal number) && number.signum() == 0) {
      return new Unsuitable(Side.BOTH, "Division by zero", "The right operand is zero.");
    }
    return arithmetic(left, right, operator);
  }

  private static Result arithmetic(Value left, Value right, BinaryOperator<BigDecimal> operator) {
    Numbers numbers = numbers(left, right);
    if (numbers.unsuitable() != null) {
      return numbers.unsuitable();
    }
    BigDecimal a = numbers.left();
    BigDecimal b = numbers.right();
    if (a == null || b == null) {
      return new Computed(new Value.Unknown(Type.NUMBER).marked(numbers.marks()));
    }
    Value.Num result = new Value.Num(operator.apply(a, b));
    if (!inRange(result.value())) {
      return new Unsuitable(
          Side.BOTH, "Number out of range", "The result's exponent has more than four digits.");
    }
    return new Computed(result.marked(numbers.marks()));
  }

  static boolean inRange(BigDecimal number) {
    return Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT
        && Math.abs((long) number.scale()) <= MAX_EXPONENT;
  }

  /**
   * Two operands.
   *
   * @param left null if unknown
   * @param right null if unknown
   */
  private record Numbers(
      @Nullable BigDecimal left,
      @Nullable BigDecimal right,
      Marks marks,
      @Nullable Unsuitable unsuitable) {}

  private static Numbers numbers(Value left, Value right) {
    Result first = suitable(left, Type.NUMBER, Side.LEFT, "left operand");
    Result second = suitable(right, Type.NUMBER, Side.RIGHT, "right operand");
    return switch (first) {
      case Unsuitable unsuitable -> new Numbers(null, null, Marks.NONE, unsuitable);
      case Computed(Value a) ->
          switch (second) {
            case Unsuitable unsuitable -> new Numbers(null, null, Marks.NONE, unsuitable);
            case Computed(Value b) ->
                new Numbers(number(a), number(b), a.marks().and(b.marks()), null);
          };
    };
  }

  private static @Nullable BigDecimal number(Value value) {
    return value.unmarked() instanceof Value.Num(BigDecimal number) ? number : null;
  }

  private static Result suitable(Value value, Type type, Side side, String name) {
    if (value.isNull()) {
      return new Unsuitable(
          side, "Invalid operand", "Unsuitable value for " + name + ": it must not be null.");
    }
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> new Computed(converted);
      case Conversion.Refused refused ->
          new Unsuitable(
              side,
              "Invalid operand",
              "Unsuitable value for " + name + ": " + refused.message() + ".");
    };
  }
}
