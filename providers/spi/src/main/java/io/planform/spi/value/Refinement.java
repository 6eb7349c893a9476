package io.planform.spi.value;

import org.jspecify.annotations.Nullable;

/** What is known of an unknown value. */
public record Refinement(
    boolean notNull, String prefix, int minLength, @Nullable Integer maxLength) {
  public static final Refinement NONE = new Refinement(false, "", 0, null);

  /** What stays true of the value after it was converted to another type. */
  Refinement onlyNullness() {
    return notNull ? new Refinement(true, "", 0, null) : NONE;
  }
}
