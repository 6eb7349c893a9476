package io.planform.host.server;

import io.planform.host.http2.Field;
import io.planform.host.http2.Http2Stream;
import io.planform.host.http2.Part;
import io.planform.host.server.StreamedResponse.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/** An ordinary request that came by HTTP/2, and its answer. */
final class Http2Exchange {
  /** What HTTP/2 has no fields for (RFC 9113, 8.2.2). */
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private final HttpService service;
  private final Request head;
  private final Http2Stream stream;

  Http2Exchange(HttpService service, Request head, Http2Stream stream) {
    this.service = service;
    this.head = head;
    this.stream = stream;
  }

  /**
   * @param whole whether the request has no body
   * @throws IOException when the client is gone
   */
  void serve(boolean whole) throws IOException {
    long limit = service.bodyLimit(head.method(), head.path());
    byte @Nullable [] body = whole ? new byte[0] : body(limit);
    send(
        body == null
            ? HttpListener.tooLarge(limit)
            : HttpListener.answer(service, head.with(body)));
    // Who sends more than there is leave for is told to stop.
    stream.reset(H2Error.NO_ERROR);
  }

  /** The body; null where it is longer than the limit. */
  private byte @Nullable [] body(long limit) throws IOException {
    var body = new ByteArrayOutputStream();
    Part part;
    do {
      part = stream.next();
      if (part instanceof Part.Content(byte[] bytes, boolean _)) {
        body.writeBytes(bytes);
      }
    } while (!part.last() && body.size() <= limit);
    return body.size() > limit ? null : body.toByteArray();
  }

  private void send(Response response) throws IOException {
    boolean bodiless =
        head.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
    Content content = response.content();
    boolean empty = bodiless || (content == null && response.body().length == 0);
    stream.write(new Part.Head(fields(response), empty && content == null));
    if (content != null) {
      stream(content, bodiless);
    } else if (!empty) {
      stream.write(new Part.Content(response.body(), true));
    }
  }

  private List<Field> fields(Response response) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":status", Integer.toString(response.status())));
    boolean identified = false;
    for (var header : response.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      identified |= name.equals("x-request-id");
      if (!OF_CONNECTIONS.contains(name)) {
        header.getValue().forEach(value -> fields.add(new Field(name, value)));
      }
    }
    if (!identified) {
      fields.add(new Field("x-request-id", head.id()));
    }
    return fields;
  }

  /** A body that is not written to its end is broken off, so that the client notices. */
  private void stream(Content content, boolean bodiless) throws IOException {
    stream.whenReset(content::abandon);
    try (content) {
      if (!bodiless) {
        content.writeTo(new Parts());
      }
      stream.write(new Part.Content(new byte[0], true));
    } catch (IOException e) {
      stream.reset(H2Error.INTERNAL_ERROR);
    }
  }

  private final class Parts extends OutputStream {
    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      stream.write(new Part.Content(Arrays.copyOfRange(bytes, from, from + length), false));
    }
  }
}
