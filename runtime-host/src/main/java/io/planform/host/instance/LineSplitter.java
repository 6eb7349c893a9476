package io.planform.host.instance;

import java.util.Arrays;

/** Cuts a stream of bytes into lines, and lines that never end into pieces. */
final class LineSplitter {
  /** Longer than any marker line, so that no piece cuts one in two unseen. */
  private static final int KEPT = 512;

  private static final int LONGEST = 16 << 10;

  /** Takes a line with its line feed, or a piece of one; the array is reused. */
  interface Sink {
    void line(byte[] bytes, int length);
  }

  private final Sink sink;
  private final byte[] pending = new byte[LONGEST];
  private int length;

  LineSplitter(Sink sink) {
    this.sink = sink;
  }

  void accept(byte[] bytes) {
    for (byte each : bytes) {
      pending[length++] = each;
      if (each == '\n') {
        flush();
      } else if (length == LONGEST) {
        sink.line(pending, LONGEST - KEPT);
        System.arraycopy(pending, LONGEST - KEPT, pending, 0, KEPT);
        length = KEPT;
      }
    }
  }

  /** Passes on what has no line feed yet. */
  void flush() {
    if (length > 0) {
      sink.line(Arrays.copyOf(pending, length), length);
      length = 0;
    }
  }
}
