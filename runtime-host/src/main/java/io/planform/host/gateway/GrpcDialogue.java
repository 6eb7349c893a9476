package io.planform.host.gateway;

import io.planform.host.dispatch.Invocation;
import io.planform.host.http2.Field;
import io.planform.host.http2.Http2Connection;
import io.planform.host.http2.Http2Stream;
import io.planform.host.http2.Part;
import io.planform.host.server.Request;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http2.H2Error;

/**
 * A call of gRPC, passed on part by part to a function's server, and its answer with its trailers.
 * Each has a connection of its own; neither side is read faster than the other takes.
 */
final class GrpcDialogue implements Invocation.Dialogue {
  private static final String CONTENT_TYPE = "application/grpc";

  private final Request head;
  private final Http2Stream client;
  private boolean begun;

  GrpcDialogue(Request head, Http2Stream client) {
    this.head = head;
    this.client = client;
  }

  @Override
  public String upgrade() {
    return "";
  }

  /** A call has a status, which says that its time was over: it fails then as any request does. */
  @Override
  public boolean answered() {
    return false;
  }

  @Override
  public void talk(Map<String, List<String>> headers, ByteChannel function) throws IOException {
    try (var connection = Http2Connection.toServer(function)) {
      Http2Stream call = connection.open(request(headers));
      client.whenReset(call::abandon);
      Thread.ofVirtual().name("grpc-request").start(() -> passRequest(call));
      passAnswer(call);
      call.reset(client.isReset() ? H2Error.CANCEL : H2Error.NO_ERROR);
    }
  }

  private Part.Head request(Map<String, List<String>> headers) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":method", head.method()));
    fields.add(new Field(":scheme", "http"));
    fields.add(new Field(":path", head.target()));
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.equals("host")) {
            fields.add(1, new Field(":authority", values.getFirst()));
          } else {
            values.forEach(value -> fields.add(new Field(lower, value)));
          }
        });
    // It says that trailers are understood; many a server of gRPC insists.
    fields.add(new Field("te", "trailers"));
    return new Part.Head(fields, false);
  }

  /** Who breaks off shows in the answer. */
  private void passRequest(Http2Stream call) {
    try {
      Part part;
      do {
        part = client.next();
        call.write(part);
      } while (!part.last());
    } catch (IOException e) {
      // Either the client gave up, which the function is told, or the function wants no more.
    }
  }

  private void passAnswer(Http2Stream call) throws IOException {
    Part part;
    do {
      try {
        part = call.next();
      } catch (IOException e) {
        if (client.isReset()) {
          return;
        }
        throw e;
      }
      begun = true;
      try {
        client.write(part);
      } catch (IOException e) {
        return;
      }
    } while (!part.last());
  }

  /** Tells the client why there is no answer, or no end of it; nothing where there was one. */
  void end(GrpcStatus status, String message) {
    List<Field> fields = new ArrayList<>();
    if (!begun) {
      fields.add(new Field(":status", "200"));
      fields.add(new Field("content-type", CONTENT_TYPE));
    }
    fields.add(new Field("grpc-status", Integer.toString(status.code())));
    fields.add(new Field("grpc-message", encoded(message)));
    answer(fields);
  }

  private void answer(List<Field> fields) {
    try {
      if (!client.hasSentAll()) {
        client.write(new Part.Head(fields, true));
      }
    } catch (IOException e) {
      // The client does not want to know.
    }
  }

  private static String encoded(String message) {
    return URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
