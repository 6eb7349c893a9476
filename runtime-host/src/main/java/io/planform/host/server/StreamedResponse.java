package io.planform.host.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer whose body is written while it is sent.
 *
 * @param length bytes of the body; an answer to HEAD tells it and has none
 */
public record StreamedResponse(
    int status, Map<String, String> headers, long length, Content content) {

  /** The body; closed also where it is not sent. */
  @FunctionalInterface
  public interface Content extends AutoCloseable {
    /** Writes exactly as many bytes as the answer says. */
    void writeTo(OutputStream out) throws IOException;

    /** The client is gone or takes nothing any more; told by another thread than who writes. */
    default void abandon() {}

    @Override
    default void close() {}
  }

  public static StreamedResponse of(int status, Map<String, String> headers, byte[] body) {
    return new StreamedResponse(status, headers, body.length, out -> out.write(body));
  }

  /** The same answer with one more header. */
  public StreamedResponse with(String name, String value) {
    Map<String, String> extended = new LinkedHashMap<>(headers);
    extended.put(name, value);
    return new StreamedResponse(status, extended, length, content);
  }
}
