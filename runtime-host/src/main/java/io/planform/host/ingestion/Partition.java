package io.planform.host.ingestion;

import io.planform.host.server.ApiException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of a stream's partitions: records whose keys' hashes lie in its range are in it, in the order
 * in which they came. Hashes are 0 to 2^63 - 1.
 */
record Partition(DataStream stream, int number) {
  private static final Pattern ID = Pattern.compile("(?:shardId-)?([0-9]{1,10})");
  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(63);

  /** That of a key: the first 63 bits of its MD5. */
  static Partition ofKey(DataStream stream, String key) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
      return ofHash(stream, ByteBuffer.wrap(digest).getLong() >>> 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  static Partition ofHash(DataStream stream, long hash) {
    BigInteger count = BigInteger.valueOf(stream.partitions());
    return new Partition(
        stream, BigInteger.valueOf(hash).multiply(count).divide(HASHES).intValueExact());
  }

  /**
   * @param id {@code shardId-0000000000}, or its number alone
   * @throws ApiException FSS.0400 where the stream has none such
   */
  static Partition of(DataStream stream, String id) {
    Matcher matcher = ID.matcher(id);
    long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    if (number < 0 || number >= stream.partitions()) {
      throw ApiException.invalid(
          "The stream %s has no partition \"%s\"; the last one is %s."
              .formatted(stream.name(), id, new Partition(stream, stream.partitions() - 1).id()));
    }
    return new Partition(stream, (int) number);
  }

  String id() {
    return "shardId-%010d".formatted(number);
  }

  String hashRange() {
    return "[%d : %d]".formatted(from(number), from(number + 1).subtract(BigInteger.ONE));
  }

  /** The least hash that is not in a partition before. */
  private BigInteger from(int partition) {
    BigInteger count = BigInteger.valueOf(stream.partitions());
    return HASHES
        .multiply(BigInteger.valueOf(partition))
        .add(count)
        .subtract(BigInteger.ONE)
        .divide(count);
  }
}
