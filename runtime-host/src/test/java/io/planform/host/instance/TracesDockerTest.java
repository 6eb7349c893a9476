package io.planform.host.instance;

import static io.planform.host.trace.OtlpReceiver.attribute;
import static io.planform.host.trace.OtlpReceiver.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.trace.v1.Span;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.dispatch.Dispatcher;
import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.TestImages;
import io.planform.host.function.FunctionRevision;
import io.planform.host.spare.SpareInstances;
import io.planform.host.spare.SpareSettings;
import io.planform.host.trace.OtlpReceiver;
import io.planform.host.trace.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces through dispatch into containers, where each kind of function finds its place in them. */
class TracesDockerTest {
  @TempDir static Path home;
  @TempDir static Path codes;
  private static TestFunctions functions;
  private static DockerEngine engine;
  private static Dispatcher dispatcher;

  @BeforeAll
  static void open() throws Exception {
    functions = new TestFunctions(codes);
    engine = DockerEngine.open(home, TestImages::holder);
    dispatcher =
        new Dispatcher(
            new ContainerInstances(
                engine,
                new SpareInstances(engine, SpareSettings.NONE),
                TestImages.all(),
                functions,
                InstanceSettings.of("local-1")),
            DispatchSettings.ofThisMachine());
  }

  @AfterAll
  static void close() {
    dispatcher.close();
    engine.close();
  }

  private static String invoke(FunctionRevision function) {
    var event =
        new Invocation.Event(
            UUID.randomUUID().toString(), "{}".getBytes(UTF_8), Invocation.Source.SYNC);
    var result = dispatcher.invoke(function, event);
    var answer = assertInstanceOf(Invocation.Answer.class, result, result.toString());
    return new String(answer.payload(), UTF_8).replace("\"", "");
  }

  private static String forward(FunctionRevision function) {
    var request =
        new Invocation.HttpRequest(
            UUID.randomUUID().toString(),
            "GET",
            "/",
            Map.of("traceparent", List.of("00-not-its-own")),
            new byte[0]);
    var result = dispatcher.forward(function, request);
    var answer = assertInstanceOf(Invocation.HttpAnswer.class, result, result.toString());
    return new String(answer.body(), UTF_8);
  }

  @Test
  void tellsWhereTheTimeOfAFirstAndALaterCallWent() throws Exception {
    var function =
        functions.managed(
            "traced",
            "Node.js18.15",
            "index.js",
            "exports.handler = async (event, context) =>"
                + " `${process.env.TRACEPARENT} ${context.getTraceID()}`;");
    try (var receiver = new OtlpReceiver(200)) {
      String told;
      try (Tracing tracing = Tracing.of(receiver.environment())) {
        told = tracing.within("first", () -> invoke(function));
      }
      Span first = receiver.span("first");
      Span wait = receiver.span("wait");
      Span run = receiver.span("run");
      assertEquals(first.getSpanId(), wait.getParentSpanId());
      assertEquals(first.getSpanId(), run.getParentSpanId());
      for (String below : new String[] {"start", "initialize"}) {
        assertEquals(wait.getSpanId(), receiver.span(below).getParentSpanId());
      }
      assertEquals("false", attribute(receiver.span("start"), "planform.spare"));
      assertTrue(run.getStartTimeUnixNano() >= wait.getEndTimeUnixNano());
      assertTrue(
          told.startsWith("00-%s-%s-".formatted(hex(run.getTraceId()), hex(run.getSpanId()))),
          told);
      assertTrue(told.endsWith(" " + hex(run.getTraceId())), told);
    }
    try (var receiver = new OtlpReceiver(200)) {
      try (Tracing tracing = Tracing.of(receiver.environment())) {
        tracing.within("later", () -> invoke(function));
      }
      assertEquals(
          List.of("wait", "run", "later"), receiver.spans().stream().map(Span::getName).toList());
    }
  }

  @Test
  void everyKindOfFunctionFindsItsPlace() throws Exception {
    var python =
        functions.managed(
            "python",
            "Python3.10",
            "index.py",
            "import os\ndef handler(event, context):\n    return os.environ['TRACEPARENT']\n");
    var custom =
        functions.event(
            "custom", TestFunctions.answering("return answer.getheader('traceparent')"));
    var http =
        functions.http(
            "http",
            """
            #!/usr/bin/env python3
            import http.server
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    body = ','.join(self.headers.get_all('traceparent')).encode()
                    self.send_response(200)
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
            http.server.HTTPServer(('127.0.0.1', 8000), Handler).serve_forever()
            """);
    try (var receiver = new OtlpReceiver(200);
        Tracing tracing = Tracing.of(receiver.environment())) {
      var caller =
          Map.of("traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
      for (FunctionRevision function : List.of(python, custom, http)) {
        String told =
            tracing.serve(
                caller,
                "request",
                () -> function.servesHttp() ? forward(function) : invoke(function));
        assertEquals(55, told.length(), told);
        assertTrue(told.startsWith("00-0af7651916cd43dd8448eb211c80319c-"), told);
        assertTrue(!told.contains("b7ad6b7169203331"), told);
      }
    }
  }
}
