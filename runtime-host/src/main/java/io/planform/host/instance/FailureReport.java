package io.planform.host.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.host.dispatch.Invocation.Cause;
import java.io.IOException;

/**
 * What a bootstrap says when it cannot become ready: {@code
 * {"phase":"load|initialize","errorMessage","errorType","stackTrace":[…]}}.
 */
final class FailureReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureReport() {}

  /** The reason; the stack trace goes to the log. */
  static Reply.Lost read(byte[] report, InstanceLog log) {
    try {
      JsonNode node = JSON.readTree(report);
      node.path("stackTrace").forEach(line -> log.note(line.asText()));
      Cause cause =
          node.path("phase").asText().equals("initialize")
              ? Cause.INITIALIZER_FAILED
              : Cause.START_FAILED;
      return new Reply.Lost(
          cause,
          node.path("errorType").asText("Error") + ": " + node.path("errorMessage").asText());
    } catch (IOException e) {
      return new Reply.Lost(Cause.START_FAILED, "The runtime reported a failure it did not name");
    }
  }
}
