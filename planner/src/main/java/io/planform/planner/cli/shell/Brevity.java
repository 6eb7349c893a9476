package io.planform.planner.cli.shell;

/**
 * What is left out of what people read.
 *
 * @param compactWarnings whether warnings are listed in short where there are no errors
 * @param concise whether nothing is said of objects that are read
 */
public record Brevity(boolean compactWarnings, boolean concise) {
  static final Brevity NONE = new Brevity(false, false);
}
