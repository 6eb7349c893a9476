package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;

/** What an instance made of an event. */
sealed interface Reply {

  record Answered(byte[] payload) implements Reply {}

  record Threw(byte[] payload) implements Reply {}

  /** An HTTP function's response. */
  record Responded(HttpPort.Response response) implements Reply {}

  /** The receiver has had it, or did not want the rest. */
  record Streamed() implements Reply {}

  /** It made nothing of it. */
  record Lost(Invocation.Cause cause, String message) implements Reply {

    /** What it answered cannot be passed on. */
    static Lost unusable(HttpProtocolException why) {
      String hint =
          why.status() == 413
              ? "; functions of Custom and http that have is_return_stream may stream "
                  + AnswerStream.LARGEST
              : "";
      return new Lost(
          Invocation.Cause.BAD_ANSWER,
          "The function's answer cannot be used: " + why.getMessage() + hint);
    }
  }
}
