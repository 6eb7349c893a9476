package io.planform.planner.lang.function;

/** How large results may grow: what a manifest asks for must not exhaust the memory. */
final class Limits {
  /** UTF-16 units of a text. */
  static final int TEXT = 64 * 1024 * 1024;

  static final String TOO_LONG = "the result would be longer than " + TEXT + " characters";

  private Limits() {}
}
