package io.planform.host.bucket.store;

import java.time.Instant;

/** An object that is being uploaded in parts. */
public record Upload(
    String id, String bucket, String key, Instant startedAt, ObjectDetails details) {

  /**
   * One that has come.
   *
   * @param etag the content's MD5
   */
  public record Part(int number, long size, String etag, Instant modifiedAt, String blob) {}
}
