package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What became of a call. */
public sealed interface ApiResult {

  /**
   * @param headers by lower-case name
   */
  record Answered(int status, SequencedMap<String, String> headers, byte[] body)
      implements ApiResult {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body, also that of XML; missing where it is neither. */
    public JsonNode json() {
      if (body.length > 0 && body[0] == '<') {
        return XmlAnswer.json(body);
      }
      try {
        JsonNode node = JSON.readTree(body);
        return node == null ? MissingNode.getInstance() : node;
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /** The server said no, and did nothing. */
  record Rejected(ErrorAnswer error) implements ApiResult {
    public boolean isNotFound() {
      return error.status() == 404;
    }

    /** Whether there is something of that name already. */
    public boolean isTaken() {
      return error.status() == 409;
    }

    public String code() {
      return error.code();
    }

    public String reason() {
      return error.reason();
    }

    public Diagnostic diagnostic() {
      return error.diagnostic();
    }
  }

  /** The server was never reached: nothing was done. */
  record Unreached(Diagnostic diagnostic) implements ApiResult {}

  /**
   * No usable answer: it may have been done.
   *
   * @param error what the server said of its failure; null where it said nothing
   */
  record Lost(Diagnostic diagnostic, @Nullable ErrorAnswer error) implements ApiResult {}
}
