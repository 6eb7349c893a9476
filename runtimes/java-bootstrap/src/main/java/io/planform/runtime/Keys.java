package io.planform.runtime;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;

/** The temporary keys of the function's agency: the newest that the host gave. */
final class Keys {
  private static final String UNTIL = "x-planform-keys-until";

  /** Keys that end sooner than this are asked for anew. */
  private static final long MARGIN_MILLIS = 600_000;

  private final boolean wanted;
  private final String socket;
  private volatile Map<String, String> headers = Collections.emptyMap();

  Keys(boolean wanted, String socket) {
    this.wanted = wanted;
    this.socket = socket;
  }

  /** Keeps what came with an event. */
  void take(Map<String, String> event) {
    if (event.containsKey(UNTIL)) {
      headers = event;
    }
  }

  /** Empty where the function has no agency, or its agency is no more. */
  String get(String name) {
    if (wanted && endSoon()) {
      fetch();
    }
    return headers.getOrDefault(name, "");
  }

  private boolean endSoon() {
    long until = Long.parseLong(headers.getOrDefault(UNTIL, "0"));
    return until < System.currentTimeMillis() + MARGIN_MILLIS;
  }

  private void fetch() {
    try (Host host = new Host(socket)) {
      headers = host.get("/v1/planform/keys").headers();
    } catch (IOException e) {
      // What there is is good for a while yet.
    }
  }
}
