package io.planform.host.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes traces by OTLP over HTTP, as a collector does. */
public final class OtlpReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> services = new CopyOnWriteArrayList<>();
  private final int status;

  /**
   * @param status that it answers
   */
  public OtlpReceiver(int status) throws IOException {
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Map<String, String> environment() {
    return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint());
  }

  private void receive(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody();
        InputStream plain = packed ? new GZIPInputStream(body) : body) {
      for (ResourceSpans each : ExportTraceServiceRequest.parseFrom(plain).getResourceSpansList()) {
        services.add(value(each.getResource().getAttributesList(), "service.name"));
        each.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
      }
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  public List<Span> spans() {
    return spans;
  }

  public List<String> services() {
    return services;
  }

  /** The one span of a name. */
  public Span span(String name) {
    List<Span> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " spans " + name + " among " + spans.stream().map(Span::getName).toList());
    }
    return found.getFirst();
  }

  public static String attribute(Span span, String key) {
    return value(span.getAttributesList(), key);
  }

  private static String value(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(each -> each.getKey().equals(key))
        .map(KeyValue::getValue)
        .map(
            value ->
                value.hasStringValue()
                    ? value.getStringValue()
                    : value.hasBoolValue()
                        ? Boolean.toString(value.getBoolValue())
                        : Long.toString(value.getIntValue()))
        .findFirst()
        .orElse("");
  }

  public static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
