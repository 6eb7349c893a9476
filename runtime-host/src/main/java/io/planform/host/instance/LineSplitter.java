package io.planform.host.instance;

/** Cuts a stream of bytes into lines, and lines that never end into pieces. */
final class LineSplitter {
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
      if (each == '\n' || length == LONGEST) {
        flush();
      }
    }
  }

  /** Passes on what has no line feed yet. */
  void flush() {
    if (length > 0) {
      sink.line(pending, length);
      length = 0;
    }
  }
}
