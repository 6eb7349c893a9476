package io.planform.host.log;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an invocation ended: the causes of the user guide's table 9-5, and success. */
public enum Status {
  SUCCESS,
  INITIALIZATION_FAILED,
  LOAD_FAILED,
  SYSTEM_ERROR,
  TIMED_OUT,
  MEMORY_EXCEEDED,
  DISK_EXCEEDED,
  CODE_ERROR;

  /** {@code timed_out}, say. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Status> of(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
  }
}
