package io.planform.spi.diagnostic;

/**
 * A place in a source file.
 *
 * @param line 1-based
 * @param column 1-based, counted in Unicode code points
 * @param offset 0-based, in UTF-16 units of the decoded text
 */
public record SourcePosition(int line, int column, int offset) {
  public static final SourcePosition START = new SourcePosition(1, 1, 0);
}
