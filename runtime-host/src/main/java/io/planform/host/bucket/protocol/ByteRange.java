package io.planform.host.bucket.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param first offset of its first byte
 * @param length at least 1
 */
public record ByteRange(long first, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Reads a {@code Range} header; one that is malformed or asks for several parts counts as none,
   * as RFC 9110 has it.
   *
   * @throws S3Exception InvalidRange where the object has no such bytes
   */
  public static Optional<ByteRange> of(Optional<String> header, long size) {
    Matcher form = FORM.matcher(header.orElse("").strip());
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (form.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(form.group(2)), size);
      return Optional.of(within(size - last, last, size));
    }
    long first = Long.parseLong(form.group(1));
    long last = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
    if (!form.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    return Optional.of(within(first, Math.min(last, size - 1) - first + 1, size));
  }

  private static ByteRange within(long first, long length, long size) {
    if (length < 1) {
      throw new S3Exception(
          S3Error.INVALID_RANGE, "The object has %d bytes; none are in the range.".formatted(size));
    }
    return new ByteRange(first, length);
  }

  /** For {@code Content-Range}. */
  public String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
