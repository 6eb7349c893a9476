package io.planform.planner.lang;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, converted to the function's parameters. */
final class Arguments {
  private final List<Value> values;
  private final Path directory;
  private @Nullable String problem;
  private int problemAt;

  Arguments(List<Value> values, Path directory) {
    this.values = values;
    this.directory = directory;
  }

  int count() {
    return values.size();
  }

  Value value(int index) {
    return values.get(index);
  }

  List<Value> from(int index) {
    return values.subList(index, values.size());
  }

  String text(int index) {
    return value(index) instanceof Value.Str(String text) ? text : "";
  }

  BigDecimal number(int index) {
    return value(index) instanceof Value.Num(BigDecimal number) ? number : BigDecimal.ZERO;
  }

  boolean bool(int index) {
    return value(index).equals(Value.of(true));
  }

  /** A whole number; reported if it is none. */
  int integer(int index) {
    BigDecimal number = number(index);
    if (number.scale() > 0 || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      fail(index, "a whole number is required");
      return 0;
    }
    return number.intValue();
  }

  /** A list, set or tuple; reported if it is none. */
  List<Value> elements(int index) {
    List<Value> elements = value(index).elements();
    if (elements == null) {
      fail(index, "a list, set or tuple is required, not " + Type.describe(value(index).type()));
      return List.of();
    }
    return elements;
  }

  /** A map or object; reported if it is none. */
  Map<String, Value> entries(int index) {
    Map<String, Value> entries = value(index).entries();
    if (entries == null) {
      fail(index, "a map or object is required, not " + Type.describe(value(index).type()));
      return Map.of();
    }
    return entries;
  }

  /** The module's directory, against which relative paths are resolved. */
  Path directory() {
    return directory;
  }

  /** Reports what is wrong with an argument; the first problem counts. */
  Value fail(int index, String reason) {
    if (problem == null) {
      problem = reason;
      problemAt = index;
    }
    return Evaluator.FAILED;
  }

  /** Reports a failure that is no single argument's. */
  Value fail(String reason) {
    return fail(-1, reason);
  }

  @Nullable String problem() {
    return problem;
  }

  int problemAt() {
    return problemAt;
  }
}
