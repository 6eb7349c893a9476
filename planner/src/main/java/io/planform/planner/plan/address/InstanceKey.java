package io.planform.planner.plan.address;

import io.planform.spi.value.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which instance of a block with {@code count} or {@code for_each}. */
public sealed interface InstanceKey extends Comparable<InstanceKey> {

  record Index(int index) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  record Name(String name) implements InstanceKey {
    @Override
    public String toString() {
      return "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
  }

  /** The key that an index means; null if it is no key of an instance. */
  static @Nullable InstanceKey of(Value index) {
    return switch (index) {
      case Value.Num(BigDecimal number) when isWhole(number) -> new Index(number.intValue());
      case Value.Str(String name) -> new Name(name);
      default -> null;
    };
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() >= 0 && number.precision() - number.scale() < 10 && number.scale() <= 0;
  }

  /** Numbers by value and before names. */
  @Override
  default int compareTo(InstanceKey other) {
    return switch (this) {
      case Index(int mine) ->
          other instanceof Index(int theirs) ? Integer.compare(mine, theirs) : -1;
      case Name(String mine) -> other instanceof Name(String theirs) ? mine.compareTo(theirs) : 1;
    };
  }
}
