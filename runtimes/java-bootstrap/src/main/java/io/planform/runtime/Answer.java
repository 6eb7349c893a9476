package io.planform.runtime;

import java.util.Map;

/** What the host answered. */
final class Answer {
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers by lower-case name
   */
  Answer(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
