package io.planform.host.async;

import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a destination is told: the user guide's section 5.7.
 *
 * @param body JSON text
 */
record Notice(Destination destination, byte[] body) {

  /** What a function can be given. */
  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  /**
   * @param condition {@code Success}, or the kind of failure
   * @param runs how often the function was run
   * @param status 200 where the function has answered, be it with an error
   * @param error empty where there is none
   */
  record Result(String condition, int runs, int status, String error, byte[] answer) {}

  static Notice of(
      Destination destination, QueuedInvocation invocation, Result result, long startedAt) {
    byte[] whole = body(invocation, result, startedAt, text(result.answer()));
    int largest =
        destination instanceof Destination.ToService service ? service.largest() : LARGEST_EVENT;
    if (whole.length <= largest) {
      return new Notice(destination, whole);
    }
    byte[] withoutAnswer = body(invocation, result, startedAt, "");
    return new Notice(
        destination,
        withoutAnswer.length <= largest
            ? withoutAnswer
            : body(invocation.withoutPayload(), result, startedAt, ""));
  }

  private static byte[] body(
      QueuedInvocation invocation, Result result, long startedAt, String answer) {
    var document = Json.object().put("timestamp", Instant.ofEpochMilli(startedAt).toString());
    document
        .putObject("request_context")
        .put("request_id", invocation.requestId())
        .put("function_urn", invocation.urn().toString())
        .put("condition", result.condition())
        .put("approximate_invoke_count", result.runs());
    document.put("request_payload", text(invocation.payload()));
    document
        .putObject("response_context")
        .put("status_code", result.status())
        .put("function_error", result.error());
    document.put("response_payload", answer);
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
