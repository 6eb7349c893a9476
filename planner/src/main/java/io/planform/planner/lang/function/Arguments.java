package io.planform.planner.lang.function;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, converted to the function's parameters. */
public final class Arguments {
  private final List<Value> values;
  private final Surroundings surroundings;
  private Type type = Type.DYNAMIC;
  private @Nullable String problem;
  private int problemAt;

  Arguments(List<Value> values, Surroundings surroundings) {
    this.values = values;
    this.surroundings = surroundings;
  }

  public int count() {
    return values.size();
  }

  public Value value(int index) {
    return values.get(index);
  }

  /** The type of an argument. */
  Type typeOf(int index) {
    return value(index).type();
  }

  List<Value> from(int index) {
    return values.subList(index, values.size());
  }

  /** The marks of the arguments themselves, without those of their parts. */
  Marks marks() {
    Marks all = Marks.NONE;
    for (Value value : values) {
      all = all.and(value.marks());
    }
    return all;
  }

  /** The type that the function's typing gave. */
  Type type() {
    return type;
  }

  void type(Type decided) {
    type = decided;
  }

  /** An unknown value of the result's type. */
  Value unknown() {
    return new Value.Unknown(type);
  }

  /** What a function answers that has reported a problem. */
  static Value none() {
    return new Value.Unknown(Type.DYNAMIC);
  }

  String text(int index) {
    return value(index).unmarked() instanceof Value.Str(String text) ? text : "";
  }

  BigDecimal number(int index) {
    return value(index).unmarked() instanceof Value.Num(BigDecimal number)
        ? number
        : BigDecimal.ZERO;
  }

  /** A whole number of 32 bits; reported if it is none. */
  int integer(int index) {
    BigDecimal number = number(index);
    if (number.scale() > 0) {
      fail("\"" + number.toPlainString() + "\" is not a whole number");
      return 0;
    }
    if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      fail("a number is out of range");
      return 0;
    }
    return number.intValue();
  }

  /** A list, set or tuple that is known; reported if it is none. */
  List<Value> elements(int index) {
    List<Value> elements = value(index).elements();
    if (elements == null) {
      fail(index, "a list, set or tuple is required, not " + Type.describe(typeOf(index)));
      return List.of();
    }
    return elements;
  }

  /** A map or object that is known; reported if it is none. */
  Map<String, Value> entries(int index) {
    Map<String, Value> entries = value(index).entries();
    if (entries == null) {
      fail(index, "a map or object is required, not " + Type.describe(typeOf(index)));
      return Map.of();
    }
    return entries;
  }

  /** What a function can see of the world beside its arguments. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Reports what is wrong with an argument; the first problem counts. */
  public Value fail(int index, String reason) {
    if (problem == null) {
      problem = reason;
      problemAt = index;
    }
    return none();
  }

  /** Reports a failure that is no single argument's. */
  public Value fail(String reason) {
    return fail(-1, reason);
  }

  /** The same, for a typing. */
  Type refuse(int index, String reason) {
    fail(index, reason);
    return Type.DYNAMIC;
  }

  Type refuse(String reason) {
    return refuse(-1, reason);
  }

  @Nullable String problem() {
    return problem;
  }

  int problemAt() {
    return problemAt;
  }

  /** A value as another type, or as it is where it cannot be. */
  static Value converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused _ -> value;
    };
  }
}
