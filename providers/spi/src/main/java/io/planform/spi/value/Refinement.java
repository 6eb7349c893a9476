package io.planform.spi.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an unknown value.
 *
 * @param prefix that a text begins with
 * @param minLength of a collection
 * @param maxLength of a collection; null if there is no bound
 * @param least of a number, inclusive; null if there is no bound
 * @param most of a number, inclusive; null if there is no bound
 */
public record Refinement(
    boolean notNull,
    String prefix,
    int minLength,
    @Nullable Integer maxLength,
    @Nullable BigDecimal least,
    @Nullable BigDecimal most) {
  public static final Refinement NONE = new Refinement(false, "", 0, null);
  public static final Refinement NOT_NULL = new Refinement(true, "", 0, null);

  public Refinement(boolean notNull, String prefix, int minLength, @Nullable Integer maxLength) {
    this(notNull, prefix, minLength, maxLength, null, null);
  }

  public static Refinement between(@Nullable BigDecimal least, @Nullable BigDecimal most) {
    return new Refinement(true, "", 0, null, least, most);
  }

  /** What a value keeps if it may be either: whether it can be null, bounds, and lengths. */
  public static Refinement either(Value one, Value other) {
    Refinement first = of(one);
    Refinement second = of(other);
    if (!first.notNull || !second.notNull) {
      return NONE;
    }
    Integer longest = first.maxLength;
    return new Refinement(
        true,
        "",
        Math.min(first.minLength, second.minLength),
        longest == null || second.maxLength == null ? null : Math.max(longest, second.maxLength),
        first.least == null || second.least == null ? null : first.least.min(second.least),
        first.most == null || second.most == null ? null : first.most.max(second.most));
  }

  /** What is known of a value, known or not. */
  public static Refinement of(Value value) {
    return switch (value.unmarked()) {
      case Value.Null _, Value.Marked _ -> NONE;
      case Value.Unknown(_, Refinement refinement) -> refinement;
      case Value.Num(BigDecimal number) -> between(number, number);
      case Value.Str(String text) -> new Refinement(true, text, 0, null);
      case Value.ListOf list -> sized(list);
      case Value.MapOf map -> sized(map);
      case Value.SetOf set when set.isWhollyKnown() -> sized(set);
      case Value.SetOf set -> new Refinement(true, "", 1, set.values().size());
      case Value.Bool _, Value.Tuple _, Value.Obj _ -> NOT_NULL;
    };
  }

  private static Refinement sized(Value collection) {
    int size = collection.parts().size();
    return new Refinement(true, "", size, size);
  }

  /** What stays true of the value after it was converted to another type. */
  Refinement onlyNullness() {
    return notNull ? NOT_NULL : NONE;
  }
}
