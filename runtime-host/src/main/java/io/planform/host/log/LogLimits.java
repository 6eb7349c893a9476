package io.planform.host.log;

import java.time.Duration;

/**
 * What is kept of logs. Whatever grows past a limit loses its oldest part.
 *
 * @param segment bytes of one file
 * @param segments files of one stream
 * @param total bytes of all streams
 * @param age how long entries are kept, of streams that do not say it themselves
 * @param rate bytes that may be added to one stream in a second, for long; for a moment it may add
 *     eight times as much
 */
public record LogLimits(int segment, int segments, long total, Duration age, long rate) {

  /** 10 MB a function, as the user guide says (section 9.2), and 1 GB together for seven days. */
  public static final LogLimits STANDARD =
      new LogLimits(1 << 20, 10, 1L << 30, Duration.ofDays(7), 1 << 20);

  public LogLimits {
    if (segment > Position.LARGEST_SEGMENT) {
      throw new IllegalArgumentException("a segment has at most " + Position.LARGEST_SEGMENT);
    }
  }
}
