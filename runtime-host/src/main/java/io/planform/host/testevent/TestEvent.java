package io.planform.host.testevent;

import java.time.Instant;

/**
 * An input to try a function with.
 *
 * @param id a UUID
 * @param content in Base64, as it was sent
 */
record TestEvent(String id, String name, String content, Instant modifiedAt) {

  /** Without the content: it is the user's data. */
  @Override
  public String toString() {
    return name;
  }
}
