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
      String error =
          node.path("errorType").asText("Error") + ": " + node.path("errorMessage").asText();
      return node.path("phase").asText().equals("initialize")
          ? new Reply.Lost(Cause.INITIALIZER_FAILED, "The initializer failed: " + error)
          : new Reply.Lost(Cause.START_FAILED, "The code cannot be used: " + error);
    } catch (IOException e) {
      return new Reply.Lost(Cause.START_FAILED, "The runtime reported a failure it did not name");
    }
  }
}
