package io.planform.host.bucket.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client says of an object beside its content, and gets back.
 *
 * @param headers {@code content-type} and its kin, by lower-case name
 * @param metadata the user's own, by lower-case name without prefix
 */
public record ObjectDetails(SortedMap<String, String> headers, SortedMap<String, String> metadata) {

  public ObjectDetails {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }
}
