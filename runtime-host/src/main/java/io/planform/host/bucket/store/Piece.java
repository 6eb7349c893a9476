package io.planform.host.bucket.store;

/**
 * A file that holds a part of an object's content, or all of it.
 *
 * @param blob its name in {@link Blobs}
 */
record Piece(String blob, long size) {}
