package io.planform.spi.diagnostic;

/**
 * A stretch of a source file, the start inclusive, the end exclusive. The positions are kept as
 * numbers, because a configuration holds a great many ranges.
 *
 * @param file the path as it is shown to the user
 */
public record SourceRange(
    String file,
    int startLine,
    int startColumn,
    int startOffset,
    int endLine,
    int endColumn,
    int endOffset) {

  public SourceRange(String file, SourcePosition start, SourcePosition end) {
    this(
        file, start.line(), start.column(), start.offset(), end.line(), end.column(), end.offset());
  }

  public SourcePosition start() {
    return new SourcePosition(startLine, startColumn, startOffset);
  }

  public SourcePosition end() {
    return new SourcePosition(endLine, endColumn, endOffset);
  }

  /** From this range's start to the other's end; both are of one file. */
  public SourceRange to(SourceRange other) {
    return new SourceRange(file, start(), other.end());
  }
}
