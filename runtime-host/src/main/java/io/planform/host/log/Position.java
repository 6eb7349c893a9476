package io.planform.host.log;

import java.util.Optional;

/**
 * The place of an entry in a function's log; a later entry has a higher one.
 *
 * @param segment the name of its file
 * @param offset of its line
 */
record Position(long segment, int offset) implements Comparable<Position> {
  private static final int OFFSET_BITS = 21;
  static final int LARGEST_SEGMENT = 1 << OFFSET_BITS;

  static Optional<Position> parse(String text) {
    try {
      long number = Long.parseLong(text);
      return number < 0
          ? Optional.empty()
          : Optional.of(
              new Position(number >> OFFSET_BITS, (int) (number & (LARGEST_SEGMENT - 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Position other) {
    return segment == other.segment
        ? Integer.compare(offset, other.offset)
        : Long.compare(segment, other.segment);
  }

  /** A number that grows as positions do. */
  @Override
  public String toString() {
    return Long.toString((segment << OFFSET_BITS) | offset);
  }
}
