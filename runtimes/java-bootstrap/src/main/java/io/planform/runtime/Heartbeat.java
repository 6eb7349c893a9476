package io.planform.runtime;

import java.io.IOException;

/** Tells the host that this instance is well, as often as it asks, whatever else runs. */
final class Heartbeat {
  private final Host host;
  private final UserCode.Entry function;

  Heartbeat(Host host, UserCode.Entry function) {
    this.host = host;
    this.function = function;
  }

  /** Serves the host until it is gone. */
  void serve() {
    try {
      while (true) {
        Answer question = host.get("/v1/planform/heartbeat");
        String id = question.headers().getOrDefault("x-cff-request-id", "");
        host.post("/v1/planform/heartbeat/" + id, Boolean.toString(isWell()));
      }
    } catch (IOException e) {
      // The host is gone: the instance is no longer wanted.
    }
  }

  private boolean isWell() {
    try {
      return Boolean.TRUE.equals(function.call());
    } catch (Throwable thrown) {
      System.err.println("the heartbeat function failed: " + thrown);
      return false;
    }
  }
}
