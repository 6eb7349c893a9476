package io.planform.host.http2;

/**
 * A field of a head.
 *
 * @param name in lower case; those of the request itself begin with a colon
 */
public record Field(String name, String value) {

  /** Without the value: it may be a secret. */
  @Override
  public String toString() {
    return name;
  }
}
