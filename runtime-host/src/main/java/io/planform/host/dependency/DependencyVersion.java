package io.planform.host.dependency;

import java.time.Instant;

/**
 * One version of a dependency; what it holds never changes.
 *
 * @param id a UUID, by which functions refer to it
 * @param dependency the id of the dependency, a UUID that all its versions share
 * @param number from 1; not used again after the version was deleted
 * @param description may be empty
 * @param etag MD5 in hex of the archive
 * @param size bytes of the archive
 * @param stored its name in the code store
 */
public record DependencyVersion(
    String id,
    String dependency,
    String name,
    long number,
    String runtime,
    String description,
    String etag,
    long size,
    String stored,
    Instant modifiedAt) {}
