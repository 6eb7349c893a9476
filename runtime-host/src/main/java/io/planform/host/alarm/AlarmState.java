package io.planform.host.alarm;

import java.util.Locale;

/** Whether a rule's condition holds now. */
enum AlarmState {
  OK,
  ALARM;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AlarmState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
