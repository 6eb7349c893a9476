package io.planform.host.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.planform.host.http2.Field;
import io.planform.host.http2.Http2Connection;
import io.planform.host.http2.Http2Stream;
import io.planform.host.http2.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http2.H2Error;

/**
 * Connections of clients who know that HTTP/2 is spoken here, or agree on it by TLS. What is no
 * call of gRPC is an ordinary request.
 */
record CallSelector(HttpService requests, CallService calls) implements ServerConnectionSelector {
  /** How such a connection begins, and no request of HTTP/1.1: they are all at least as long. */
  private static final String BEGINNING = "PRI * HTTP/2.0\r\n";

  private static final String CALL = "application/grpc";

  @Override
  public int bytesToIdentifyConnection() {
    return BEGINNING.length();
  }

  @Override
  public Support supports(BufferData data) {
    byte[] bytes = new byte[BEGINNING.length()];
    int count = data.read(bytes, 0, bytes.length);
    boolean begins = new String(bytes, 0, count, StandardCharsets.US_ASCII).equals(BEGINNING);
    return begins ? Support.SUPPORTED : Support.UNSUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of("h2");
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    String remote = context.remotePeer().host();
    return ClientConnection.serving(
        context,
        client -> {
          try {
            Http2Connection.serve(client.channel(), call -> serve(call, remote));
          } catch (IOException e) {
            // The client is gone, or speaks something else after all.
          }
        });
  }

  private void serve(Http2Stream call, String remote) {
    try {
      if (call.next() instanceof Part.Head head
          && head.value(":method").isPresent()
          && head.value(":path").isPresent()) {
        Request request = request(head, remote);
        if (request.header("content-type").filter(type -> type.startsWith(CALL)).isPresent()) {
          calls.serve(request, call);
        } else {
          new Http2Exchange(requests, request, call).serve(head.last());
        }
      } else {
        call.reset(H2Error.PROTOCOL_ERROR);
      }
    } catch (IOException e) {
      // The client gave up.
    }
  }

  private static Request request(Part.Head head, String remote) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Field field : head.fields()) {
      if (!field.name().startsWith(":")) {
        headers.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field.value());
      }
    }
    head.value(":authority").ifPresent(host -> headers.put("host", List.of(host)));
    String target = head.value(":path").orElse("/");
    int query = target.indexOf('?');
    return new Request(
        HttpListener.newId(),
        head.value(":method").orElse(""),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        headers,
        new byte[0],
        remote,
        Map.of());
  }
}
