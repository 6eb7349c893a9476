package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of buckets, and keys of objects, which are ordered by their UTF-8 bytes. */
public final class Keys {
  private static final int LONGEST = 1024;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");

  private Keys() {}

  /**
   * @throws S3Exception for a key that is empty, has NUL, or more than 1024 bytes
   */
  public static void check(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new S3Exception(
          S3Error.KEY_TOO_LONG, "A key has at most %d bytes of UTF-8.".formatted(LONGEST));
    }
    if (key.isEmpty() || key.indexOf(0) >= 0 || key.indexOf('\ufffd') >= 0) {
      throw new S3Exception(S3Error.INVALID_URI, "A key is UTF-8 without NUL, and not empty.");
    }
  }

  public static void checkBucket(String name) {
    boolean valid =
        BUCKET.matcher(name).matches()
            && !ADDRESS.matcher(name).matches()
            && !name.contains("..")
            && !name.contains(".-")
            && !name.contains("-.");
    if (!valid) {
      throw new S3Exception(
          S3Error.INVALID_BUCKET_NAME,
          "A bucket's name has 3 to 63 lower-case letters, digits, - and ., begins and ends with a"
              + " letter or digit, and is no IP address.");
    }
  }

  /** The first text after all that begin with this one; empty where there is none. */
  static Optional<String> after(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      int start = end - Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return Optional.of(prefix.substring(0, start) + Character.toString(next));
      }
      end = start;
    }
    return Optional.empty();
  }
}
