package io.planform.host.bucket.store;

import java.time.Instant;
import java.util.Map;

/**
 * A bucket.
 *
 * @param quota bytes that it may hold; 0 for no limit
 * @param objects how many it holds
 * @param bytes of all of them
 */
public record Bucket(
    String name,
    Instant createdAt,
    long quota,
    Map<String, String> tags,
    long objects,
    long bytes) {

  public Bucket {
    tags = Map.copyOf(tags);
  }
}
