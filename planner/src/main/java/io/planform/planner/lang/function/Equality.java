package io.planform.planner.lang.function;

import io.planform.spi.value.Type;
import io.planform.spi.value.Unification;
import io.planform.spi.value.Value;
import java.util.List;

/** Whether two values without marks are equal, where a part of them may be unknown. */
enum Equality {
  EQUAL,
  DIFFERENT,
  OPEN;

  static Equality of(Value left, Value right) {
    if (left.isWhollyKnown() && right.isWhollyKnown()) {
      return (left.isNull() && right.isNull()) || left.equals(right) ? EQUAL : DIFFERENT;
    }
    return left.type() == Type.DYNAMIC
            || right.type() == Type.DYNAMIC
            || Unification.of(List.of(left.type(), right.type())) != null
        ? OPEN
        : DIFFERENT;
  }
}
