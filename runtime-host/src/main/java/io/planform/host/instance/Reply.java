package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;

/** What an instance made of an event. */
sealed interface Reply {

  record Answered(byte[] payload) implements Reply {}

  record Threw(byte[] payload) implements Reply {}

  /** An HTTP function's response. */
  record Responded(HttpPort.Response response) implements Reply {}

  /** It made nothing of it. */
  record Lost(Invocation.Cause cause, String message) implements Reply {}
}
