package io.planform.spi.diagnostic;

/**
 * A stretch of a source file, {@code start} inclusive, {@code end} exclusive.
 *
 * @param file the path as it is shown to the user
 */
public record SourceRange(String file, SourcePosition start, SourcePosition end) {

  /** From this range's start to the other's end; both are of one file. */
  public SourceRange to(SourceRange other) {
    return new SourceRange(file, start, other.end);
  }
}
