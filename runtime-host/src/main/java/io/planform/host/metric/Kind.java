package io.planform.host.metric;

import java.util.HashMap;
import java.util.Map;

/** What a sample tells of: an invocation that ended so, or how busy a function is just now. */
public enum Kind {
  SUCCESS(1),
  FUNCTION_ERROR(2),
  SYSTEM_ERROR(3),
  /** There was no instance for it. */
  REJECTED(4),
  GAUGE(5);

  private static final Map<Integer, Kind> BY_CODE = new HashMap<>();

  static {
    for (Kind kind : values()) {
      BY_CODE.put(kind.code, kind);
    }
  }

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** Its number in journals. */
  int code() {
    return code;
  }

  static Kind of(int code) {
    return BY_CODE.getOrDefault(code, GAUGE);
  }
}
