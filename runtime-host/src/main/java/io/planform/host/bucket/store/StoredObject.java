package io.planform.host.bucket.store;

import java.time.Instant;

/**
 * An object, without its content.
 *
 * @param id tells it from one that replaces it under its key
 * @param etag without quotes: the content's MD5, or that of its parts' MD5s and their number
 */
public record StoredObject(
    long id,
    String bucket,
    String key,
    long size,
    String etag,
    Instant modifiedAt,
    ObjectDetails details) {}
