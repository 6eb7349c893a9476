package io.planform.host;

import static io.planform.host.trace.OtlpReceiver.attribute;
import static io.planform.host.trace.OtlpReceiver.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.planform.host.TestHost.Answer;
import io.planform.host.dispatch.Invocation;
import io.planform.host.trace.OtlpReceiver;
import io.planform.host.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of invocations, told to a receiver of OTLP. */
class TraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";

  @TempDir Path home;
  private OtlpReceiver receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = new OtlpReceiver(200);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** Calls a function once, through the API, and lets the host send what it has. */
  private Answer call(Map<String, String> environment, Map<String, String> headers)
      throws HostException {
    Path own = Path.of(home.toString(), UUID.randomUUID().toString());
    try (TestHost host = new TestHost(own, InstantSource.system(), environment)) {
      host.invoker.behaviour =
          (function, event) -> {
            String told = Trace.current().headers().getOrDefault("traceparent", "nothing");
            return new Invocation.Answer(("\"" + told + "\"").getBytes(UTF_8), FakeInvoker.SUMMARY);
          };
      String urn = host.create("hello");
      return host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}", headers);
    }
  }

  @Test
  void aCallBecomesASpanOfTheRequestAndOneOfTheInvocation() throws Exception {
    Answer answer = call(receiver.environment(), Map.of());
    Span request = receiver.span("POST /v2/{project_id}/fgs/functions/{function_urn}/invocations");
    Span invocation = receiver.span("invoke hello");
    assertEquals(Span.SpanKind.SPAN_KIND_SERVER, request.getKind());
    assertTrue(request.getParentSpanId().isEmpty());
    assertEquals("200", attribute(request, "http.response.status_code"));
    assertEquals(request.getSpanId(), invocation.getParentSpanId());
    assertEquals(request.getTraceId(), invocation.getTraceId());
    assertEquals("hello", attribute(invocation, "faas.name"));
    assertEquals("latest", attribute(invocation, "faas.version"));
    assertEquals("true", attribute(invocation, "faas.coldstart"));
    assertEquals(answer.header("X-Cff-Request-Id"), attribute(invocation, "faas.invocation_id"));
    assertEquals(List.of("planform-host"), receiver.services());
    assertEquals(
        "\"00-%s-%s-".formatted(hex(request.getTraceId()), hex(invocation.getSpanId())),
        answer.text().substring(0, 54));
  }

  @Test
  void theCallersTraceGoesOn() throws Exception {
    call(receiver.environment(), Map.of("traceparent", SAMPLED, "tracestate", "vendor=1"));
    Span request = receiver.span("POST /v2/{project_id}/fgs/functions/{function_urn}/invocations");
    assertEquals(TRACE, hex(request.getTraceId()));
    assertEquals(CALLER, hex(request.getParentSpanId()));
    assertEquals("vendor=1", request.getTraceState());
  }

  @Test
  void whatTheCallerDoesNotSampleIsNotTold() throws Exception {
    String unsampled = "00-" + TRACE + "-" + CALLER + "-00";
    Answer answer = call(receiver.environment(), Map.of("traceparent", unsampled));
    assertEquals(List.of(), receiver.spans());
    assertTrue(answer.text().startsWith("\"00-" + TRACE), answer.text());
    assertTrue(answer.text().endsWith("-00\""), answer.text());
  }

  @Test
  void theSamplerIsThatOfTheEnvironment() throws Exception {
    Map<String, String> never = new HashMap<>(receiver.environment());
    never.put("OTEL_TRACES_SAMPLER", "always_off");
    never.put("OTEL_SERVICE_NAME", "mine");
    call(never, Map.of());
    assertEquals(List.of(), receiver.spans());
  }

  @Test
  void withoutAnEndpointNothingIsToldAndTheCallersTraceReachesTheFunction() throws Exception {
    assertEquals("\"nothing\"", call(Map.of(), Map.of()).text());
    assertEquals("\"" + SAMPLED + "\"", call(Map.of(), Map.of("traceparent", SAMPLED)).text());
    Map<String, String> off = new HashMap<>(receiver.environment());
    off.put("OTEL_SDK_DISABLED", "true");
    assertEquals("\"nothing\"", call(off, Map.of()).text());
  }

  @Test
  void failuresAreErrorsOfTheInvocation() throws Exception {
    try (TestHost host = new TestHost(home, InstantSource.system(), receiver.environment())) {
      host.invoker.behaviour =
          (function, event) ->
              Invocation.Cause.TIMED_OUT.because("slow", Invocation.Summary.NOTHING);
      String urn = host.create("hello");
      host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}");
    }
    Span invocation = receiver.span("invoke hello");
    assertEquals(Status.StatusCode.STATUS_CODE_ERROR, invocation.getStatus().getCode());
    assertEquals("FSS.0408", attribute(invocation, "error.type"));
  }

  @Test
  void whoCannotBeToldDisturbsNoInvocation() throws Exception {
    try (OtlpReceiver broken = new OtlpReceiver(500)) {
      assertEquals(200, call(broken.environment(), Map.of()).status());
    }
    Map<String, String> nobody = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    receiver.close();
    assertEquals(200, call(nobody, Map.of()).status());
  }

  @Test
  void variablesThatAskForMoreAreRefused() {
    Map<String, String> cases =
        Map.of(
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "OTEL_TRACES_EXPORTER", "zipkin",
            "OTEL_TRACES_SAMPLER", "sometimes");
    cases.forEach(
        (name, value) -> {
          Map<String, String> environment = new HashMap<>(receiver.environment());
          environment.put(name, value);
          HostException refusal =
              assertThrows(HostException.class, () -> call(environment, Map.of()), name);
          assertTrue(String.valueOf(refusal.getMessage()).contains(value), refusal.getMessage());
        });
  }
}
