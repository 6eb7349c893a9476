package io.planform.planner.test;

import java.util.Locale;

/** How a run or a file of runs ended; later ones are worse. */
public enum Status {
  /** Nothing was to be done, or nothing was done because of an earlier run. */
  SKIP,
  PASS,
  /** An assertion does not hold. */
  FAIL,
  /** It could not be told. */
  ERROR;

  /** The word for programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Status and(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
