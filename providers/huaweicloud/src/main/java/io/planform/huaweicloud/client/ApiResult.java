package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.SequencedMap;

/** What became of a call. */
public sealed interface ApiResult {

  /**
   * @param headers by lower-case name
   */
  record Answered(int status, SequencedMap<String, String> headers, byte[] body)
      implements ApiResult {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body; missing where it is not JSON. */
    public JsonNode json() {
      try {
        JsonNode node = JSON.readTree(body);
        return node == null ? MissingNode.getInstance() : node;
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /**
   * The server said no, and did nothing.
   *
   * @param code like {@code FSS.1051}; empty where the server gave none
   */
  record Rejected(int status, String code, Diagnostic diagnostic) implements ApiResult {
    public boolean isNotFound() {
      return status == 404;
    }
  }

  /** The server was never reached: nothing was done. */
  record Unreached(Diagnostic diagnostic) implements ApiResult {}

  /** No usable answer: it may have been done. */
  record Lost(Diagnostic diagnostic) implements ApiResult {}
}
