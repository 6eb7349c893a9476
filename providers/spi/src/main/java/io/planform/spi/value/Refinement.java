package io.planform.spi.value;

import java.math.BigDecimal;
import java.text.BreakIterator;
import java.util.Locale;
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
  private static final int MAX_PREFIX = 128;

  /** Punctuation that never combines with what follows it, by Terraform's count. */
  private static final String FIRM_ENDS = " \t!\"#$%&'()*+,-./:;?@[\\]^_{|}~";

  public static final Refinement NONE = new Refinement(false, "", 0, null);
  public static final Refinement NOT_NULL = new Refinement(true, "", 0, null);

  public Refinement(boolean notNull, String prefix, int minLength, @Nullable Integer maxLength) {
    this(notNull, prefix, minLength, maxLength, null, null);
  }

  /**
   * Of a text that goes on with what is not known yet. A letter or digit at the end of what is
   * known may become another character by what follows.
   */
  public static Refinement beginning(String text) {
    String start = text.length() > MAX_PREFIX ? text.substring(0, MAX_PREFIX) : text;
    int last = start.length() - 1;
    if (last >= 0 && FIRM_ENDS.indexOf(start.charAt(last)) < 0) {
      BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
      characters.setText(start);
      int _ = characters.last();
      start = start.substring(0, characters.previous());
    }
    return new Refinement(true, start, 0, null);
  }

  public static Refinement between(@Nullable BigDecimal least, @Nullable BigDecimal most) {
    return new Refinement(true, "", 0, null, least, most);
  }

  public Refinement butNotNull() {
    return new Refinement(true, prefix, minLength, maxLength, least, most);
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

  /** Whether a known value of the right type can be the one of which this is known. */
  boolean admits(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text.startsWith(prefix);
      case Value.Num(BigDecimal number) ->
          (least == null || least.compareTo(number) <= 0)
              && (most == null || most.compareTo(number) >= 0);
      case Value.ListOf _, Value.SetOf _, Value.MapOf _ -> {
        Refinement size = of(value);
        Integer longest = size.maxLength;
        yield (longest == null || longest >= minLength)
            && (maxLength == null || size.minLength <= maxLength);
      }
      case Value.Bool _, Value.Tuple _, Value.Obj _, Value.Null _, Value.Unknown _ -> true;
      case Value.Marked(Value bare, _) -> admits(bare);
    };
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
