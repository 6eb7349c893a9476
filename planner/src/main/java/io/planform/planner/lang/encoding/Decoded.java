package io.planform.planner.lang.encoding;

import io.planform.spi.value.Value;

/** What became of a text that was read. */
public sealed interface Decoded {

  record Read(Value value) implements Decoded {}

  /**
   * @param reason without any of the text
   */
  record Unreadable(String reason) implements Decoded {}
}
