package io.planform.host.metric;

/** One minute of one function version. */
record Cell(int series, long minute) {
  static Cell of(Sample sample) {
    return new Cell(sample.series(), sample.minute());
  }

  /** Its begin, in seconds since 1970. */
  long second() {
    return minute * 60;
  }
}
