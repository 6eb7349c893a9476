package io.planform.functiongraph.signature;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of an HTTP request that a signature covers.
 *
 * @param method upper case
 * @param rawPath as on the wire, still percent-encoded
 * @param rawQuery as on the wire, without the question mark; empty where there is none
 * @param headers by lower-case name
 * @param bodySha256 lower-case hex SHA-256 of the body's bytes, as the caller itself computed it
 */
public record SignableRequest(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, List<String>> headers,
    String bodySha256) {

  public SignableRequest {
    TreeMap<String, List<String>> byName = new TreeMap<>();
    headers.forEach(
        (name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers = byName;
  }

  /** Without the headers: their values may be credentials. */
  @Override
  public String toString() {
    return method + " " + rawPath;
  }
}
