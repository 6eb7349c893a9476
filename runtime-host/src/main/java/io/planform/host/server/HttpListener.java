package io.planform.host.server;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.planform.host.server.StreamedResponse.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port on the loopback address; each request runs on a virtual thread. */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  /** What is in flight at {@link #close()} may take this long to end. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** A client may take nothing of an answer for so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Bytes of an unread body that are read before the answer, because many a client does not look
   * for one before it has sent everything.
   */
  private static final long LARGEST_SKIPPED = 16L * 1024 * 1024;

  private final WebServer server;
  private final ClientWatch clients;

  private HttpListener(WebServer server, ClientWatch clients) {
    this.server = server;
    this.clients = clients;
  }

  /**
   * Opens the port.
   *
   * @param port 0 for any free one
   * @throws IOException when the port cannot be had
   */
  public static HttpListener open(int port, HttpService service) throws IOException {
    return open(port, service, PATIENCE);
  }

  static HttpListener open(int port, HttpService service, Duration patience) throws IOException {
    return listen(
        port,
        WebServer.builder(),
        patience,
        clients -> (in, out) -> answer(service, clients, in, out));
  }

  /**
   * The same with WebSocket for those who ask for it, and HTTP/2 for those who begin so.
   *
   * @param port 0 for any free one
   * @throws IOException when the port cannot be had
   */
  public static HttpListener open(
      int port, HttpService service, UpgradeService upgrades, CallService calls)
      throws IOException {
    return open(port, WebServer.builder(), service, upgrades, calls);
  }

  /**
   * The same with TLS.
   *
   * @param port 0 for any free one
   * @param context with the server's keys
   * @throws IOException when the port cannot be had
   */
  public static HttpListener open(
      int port, SSLContext context, HttpService service, UpgradeService upgrades, CallService calls)
      throws IOException {
    return open(
        port, WebServer.builder().tls(tls -> tls.sslContext(context)), service, upgrades, calls);
  }

  private static HttpListener open(
      int port,
      WebServerConfig.Builder builder,
      HttpService service,
      UpgradeService upgrades,
      CallService calls)
      throws IOException {
    WebServerConfig.Builder server =
        builder
            // Of a call, small parts and large ones follow each other.
            .connectionOptions(options -> options.tcpNoDelay(true))
            .addConnectionSelector(new CallSelector(service, calls))
            .addConnectionSelector(
                Http1ConnectionSelector.builder()
                    .config(Http1Config.create())
                    .addUpgrader(new WebSocketUpgrader(upgrades))
                    .build());
    return listen(
        port, server, PATIENCE, clients -> (in, out) -> answer(service, clients, in, out));
  }

  private record WebSocketUpgrader(UpgradeService service) implements Http1Upgrader {
    @Override
    public String supportedProtocol() {
      return "websocket";
    }

    @Override
    public @Nullable ServerConnection upgrade(
        ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
      Request head = request(newId(), prologue, headers, context.remotePeer().host(), new byte[0]);
      return service
          .upgrade(head)
          .map(session -> ClientConnection.serving(context, session))
          .orElse(null);
    }
  }

  /**
   * The same for what is streamed.
   *
   * @param port 0 for any free one
   * @throws IOException when the port cannot be had
   */
  public static HttpListener open(int port, StreamService service) throws IOException {
    WebServerConfig.Builder server = WebServer.builder().contentEncoding(new BodiesAsSent());
    return listen(port, server, PATIENCE, _ -> (in, out) -> answer(service, in, out));
  }

  private static HttpListener listen(
      int port,
      WebServerConfig.Builder builder,
      Duration patience,
      Function<ClientWatch, io.helidon.webserver.http.Handler> handler)
      throws IOException {
    probe(port);
    var clients = new ClientWatch(patience);
    WebServer server =
        builder
            .address(InetAddress.getLoopbackAddress())
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(DRAIN)
            .directHandlers(refusals())
            .routing(routing -> routing.any(handler.apply(clients)))
            .build();
    server.start();
    if (!server.isRunning()) {
      clients.close();
      throw new IOException("port %d cannot be opened".formatted(port));
    }
    return new HttpListener(server, clients);
  }

  /** Helidon only logs why it cannot listen, with a stack trace. */
  private static void probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new IOException("port %d cannot be opened: %s".formatted(port, e.getMessage()), e);
    }
  }

  public int port() {
    return server.port();
  }

  /** Accepts nothing new and waits for what is in flight. */
  @Override
  public void close() {
    server.stop();
    clients.close();
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static void answer(
      HttpService service, ClientWatch clients, ServerRequest in, ServerResponse out)
      throws IOException {
    String id = newId();
    String method = in.prologue().method().text();
    String path = in.prologue().uriPath().rawPath();
    long limit = service.bodyLimit(method, path);
    byte[] body = readBody(in, limit);
    Response response = body == null ? tooLarge(limit) : answer(service, request(id, in, body));
    Content content = describe(out, response, id, body != null);
    if (content != null) {
      stream(in, out, content, clients);
    } else {
      send(out, response, method.equals("HEAD"));
    }
  }

  static Response tooLarge(long limit) {
    return Response.error(
        413, "FSS.1201", "The request body is larger than %d bytes.".formatted(limit));
  }

  /** Whatever happens, there is an answer. */
  static Response answer(HttpService service, Request request) {
    try {
      return service.handle(request);
    } catch (ApiException e) {
      return e.response();
    } catch (RuntimeException e) {
      LOG.error("request {} {} failed", request.id(), request.method(), e);
      return Response.error(
          500, "FSS.0500", "The runtime host failed; its log names request " + request.id() + ".");
    }
  }

  private static void answer(StreamService service, ServerRequest in, ServerResponse out)
      throws IOException {
    Request head = request(newId(), in, new byte[0]);
    CountedBody body = new CountedBody(in);
    StreamedResponse response = service.handle(head, body);
    // Who waits for leave to send and got none sends nothing.
    if (body.isBegun() || head.header("expect").isEmpty()) {
      body.discard(LARGEST_SKIPPED);
    }
    try (StreamedResponse.Content content = response.content()) {
      send(out, response, content, head.method().equals("HEAD"), body.isRead());
    }
  }

  private static void send(
      ServerResponse out,
      StreamedResponse response,
      StreamedResponse.Content content,
      boolean headOnly,
      boolean keepAlive)
      throws IOException {
    out.status(response.status());
    response.headers().forEach(out::header);
    if (!keepAlive) {
      out.header(HeaderNames.CONNECTION, "close");
    }
    if (response.status() == 204 || response.status() == 304) {
      out.send();
      return;
    }
    out.header(HeaderNames.CONTENT_LENGTH, Long.toString(response.length()));
    if (headOnly || response.length() == 0) {
      out.send();
      return;
    }
    try (OutputStream stream = out.outputStream()) {
      content.writeTo(stream);
    }
  }

  /** Sets the head of an answer; its content where it is streamed. */
  private static @Nullable Content describe(
      ServerResponse out, Response response, String id, boolean keepAlive) {
    out.status(response.status());
    response.headers().forEach((name, values) -> out.header(name, values.toArray(String[]::new)));
    if (!response.headers().containsKey("X-Request-Id")) {
      out.header("X-Request-Id", id);
    }
    if (!keepAlive) {
      out.header(HeaderNames.CONNECTION, "close");
    }
    return response.content();
  }

  private static void send(ServerResponse out, Response response, boolean headOnly) {
    boolean bodiless = headOnly || response.status() == 204 || response.status() == 304;
    if (bodiless || response.body().length == 0) {
      out.send();
    } else {
      out.send(response.body());
    }
  }

  /** A body that is not written to its end is not ended either, so that the client notices. */
  private static void stream(
      ServerRequest in, ServerResponse out, Content content, ClientWatch clients) {
    OutputStream stream = out.outputStream();
    int local = in.localPeer().port();
    int remote = in.remotePeer().port();
    try (content;
        var client = clients.watch(local, remote, stream, content::abandon)) {
      content.writeTo(client);
      stream.close();
    } catch (IOException e) {
      throw new CloseConnectionException("an answer broke off", e);
    }
  }

  private static Request request(String id, ServerRequest in, byte[] body) {
    return request(id, in.prologue(), in.headers(), in.remotePeer().host(), body);
  }

  private static Request request(
      String id, HttpPrologue prologue, Headers in, String remote, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    in.forEach(
        header ->
            headers
                .computeIfAbsent(
                    header.name().toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                .addAll(header.allValues()));
    return new Request(
        id,
        prologue.method().text(),
        prologue.uriPath().rawPath(),
        prologue.query().rawValue(),
        headers,
        body,
        remote,
        Map.of());
  }

  /** The body; null where it is longer than the limit. */
  private static byte @Nullable [] readBody(ServerRequest in, long limit) throws IOException {
    long length = in.headers().contentLength().orElse(0);
    if (length > limit) {
      boolean sent = !in.headers().contains(HeaderNames.EXPECT);
      if (sent && length <= LARGEST_SKIPPED) {
        try (InputStream body = in.content().inputStream()) {
          body.skipNBytes(length);
        }
      }
      return null;
    }
    if (!in.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream body = in.content().inputStream()) {
      byte[] read = body.readNBytes(Math.toIntExact(limit) + 1);
      return read.length > limit ? null : read;
    }
  }

  /** What Helidon refuses before a request exists is told in the API's form too. */
  private static DirectHandlers refusals() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      builder.addHandler(
          type,
          (request, event, status, headers, message) -> {
            int code = status.code();
            Response response =
                Response.error(
                    code,
                    code >= 500 ? "FSS.0500" : "FSS.0400",
                    "The request is not valid HTTP for this server: " + message);
            return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .keepAlive(false)
                .entity(response.body())
                .build();
          });
    }
    return builder.build();
  }
}
