package io.planform.planner.lang;

import io.planform.spi.value.Arithmetic;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Equality;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators compute. */
final class Operators {
  private static final int MAX_EXPONENT = 10_000;

  /** True or false, not known yet which. */
  private static final Value OPEN = new Value.Unknown(Type.BOOL, Refinement.NOT_NULL);

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
              case Value.Num(BigDecimal number) -> new Value.Num(Arithmetic.negate(number));
              case Value.Str _,
                  Value.ListOf _,
                  Value.SetOf _,
                  Value.Tuple _,
                  Value.MapOf _,
                  Value.Obj _,
                  Value.Null _,
                  Value.Unknown _,
                  Value.Marked _ ->
                  new Value.Unknown(type, Refinement.NOT_NULL);
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
      case PLUS -> arithmetic(left, right, Arithmetic::add);
      case MINUS -> arithmetic(left, right, Arithmetic::subtract);
      case STAR -> arithmetic(left, right, Arithmetic::multiply);
      case SLASH -> division(left, right);
      case PERCENT -> arithmetic(left, right, Arithmetic::remainder);
      default -> throw new IllegalArgumentException("not a binary operator: " + operator);
    };
  }

  private static Result equality(Value left, Value right, boolean wanted) {
    Marks marks = left.allMarks().and(right.allMarks());
    Value result =
        switch (Equality.of(left.revealed(), right.revealed())) {
          case EQUAL -> Value.of(wanted);
          case DIFFERENT -> Value.of(!wanted);
          case OPEN -> OPEN;
        };
    return new Computed(result.marked(marks));
  }

  /**
   * @param decisive the operand that decides alone, if the other is known too: true for "or"
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
    if (a.isUnknown() || b.isUnknown()) {
      result = OPEN;
    } else if (a.unmarked().equals(decision) || b.unmarked().equals(decision)) {
      result = decision;
    } else {
      result = Value.of(!decisive);
    }
    return new Computed(result.marked(marks));
  }

  /** Decides about the order of two numbers: whether the left is less, equal or greater. */
  private interface Order {
    boolean holds(int order);
  }

  private static Result comparison(Value left, Value right, Order order) {
    Numbers numbers = numbers(left, right);
    if (numbers.unsuitable() != null) {
      return numbers.unsuitable();
    }
    BigDecimal a = number(numbers.left());
    BigDecimal b = number(numbers.right());
    Value result =
        a == null || b == null
            ? byBounds(Refinement.of(numbers.left()), Refinement.of(numbers.right()), order)
            : Value.of(order.holds(a.compareTo(b)));
    return new Computed(result.marked(numbers.marks()));
  }

  private static Value byBounds(Refinement left, Refinement right, Order order) {
    if (left.most() != null && right.least() != null && left.most().compareTo(right.least()) < 0) {
      return Value.of(order.holds(-1));
    }
    return left.least() != null && right.most() != null && left.least().compareTo(right.most()) > 0
        ? Value.of(order.holds(1))
        : OPEN;
  }

  private static Result division(Value left, Value right) {
    Value dividend = Evaluator.converted(left, Type.NUMBER).unmarked();
    Value divisor = Evaluator.converted(right, Type.NUMBER).unmarked();
    if (dividend instanceof Value.Num
        && divisor instanceof Value.Num(BigDecimal number)
        && number.signum() == 0) {
      return new Unsuitable(Side.BOTH, "Division by zero", "The right operand is zero.");
    }
    return arithmetic(left, right, Arithmetic::divide);
  }

  private static Result arithmetic(Value left, Value right, BinaryOperator<BigDecimal> operator) {
    Numbers numbers = numbers(left, right);
    if (numbers.unsuitable() != null) {
      return numbers.unsuitable();
    }
    BigDecimal a = number(numbers.left());
    BigDecimal b = number(numbers.right());
    if (a == null || b == null) {
      return new Computed(
          new Value.Unknown(Type.NUMBER, Refinement.NOT_NULL).marked(numbers.marks()));
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

  /** Two operands, which are numbers or unknown, without marks; theirs are beside them. */
  private record Numbers(Value left, Value right, Marks marks, @Nullable Unsuitable unsuitable) {}

  private static Numbers numbers(Value left, Value right) {
    Result first = suitable(left, Type.NUMBER, Side.LEFT, "left operand");
    Result second = suitable(right, Type.NUMBER, Side.RIGHT, "right operand");
    return switch (first) {
      case Unsuitable unsuitable -> new Numbers(left, right, Marks.NONE, unsuitable);
      case Computed(Value a) ->
          switch (second) {
            case Unsuitable unsuitable -> new Numbers(left, right, Marks.NONE, unsuitable);
            case Computed(Value b) ->
                new Numbers(a.unmarked(), b.unmarked(), a.marks().and(b.marks()), null);
          };
    };
  }

  private static @Nullable BigDecimal number(Value value) {
    return value instanceof Value.Num(BigDecimal number) ? number : null;
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
