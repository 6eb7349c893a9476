package io.planform.host.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.dispatch.Invocation;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.MemorySizes;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.trace.Trace;
import io.planform.host.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Synchronous invocation through the API. */
public final class InvocationApi {
  private static final long LARGEST_EVENT = 6L * 1024 * 1024;
  private static final int LOG_TAIL = 4096;
  private static final String PATH = "/v2/{project_id}/fgs/functions/{function_urn}/invocations";

  private final Targets targets;
  private final Invocations invocations;
  private final Urns urns;
  private final Tracing tracing;

  public InvocationApi(Targets targets, Invocations invocations, Urns urns, Tracing tracing) {
    this.targets = targets;
    this.invocations = invocations;
    this.urns = urns;
    this.tracing = tracing;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
                "InvokeFunction",
                "POST",
                PATH,
                request -> tracing.serve(request.headers(), "POST " + PATH, () -> traced(request)))
            .withBodyLimit(LARGEST_EVENT));
  }

  /** What came of an invocation, in the terms of the answer's headers. */
  private record Outcome(
      int status, byte[] body, boolean functionFailed, String code, Invocation.Summary summary) {}

  private Response traced(Request request) {
    Response response = invoke(request);
    Trace.current().set("http.response.status_code", response.status());
    return response;
  }

  private Response invoke(Request request) {
    Targets.Target target =
        targets.get(urns.parse(request.parameter("function_urn")), request.headers());
    CurrentFunction function = sized(request, target.function());
    byte[] payload = request.body().length == 0 ? new byte[] {'{', '}'} : request.body();
    JsonNode event = parse(payload);
    String id = UUID.randomUUID().toString();
    Call call = call(function, target.alias(), id, payload, event);
    if (!function.revision().streams() || isEnveloped(request)) {
      return answer(request, function, id, call.run(null).orElseThrow());
    }
    return AnswerRelay.call(
        receiver -> call.run(receiver).map(outcome -> answer(request, function, id, outcome)),
        head -> begun(function, id, head));
  }

  /** Empty where the receiver has had the answer. */
  @FunctionalInterface
  private interface Call {
    Optional<Outcome> run(Invocation.@Nullable Receiver receiver);
  }

  private Call call(
      CurrentFunction function, String alias, String id, byte[] payload, JsonNode event) {
    if (function.revision().servesHttp()) {
      Invocation.HttpRequest request = HttpEvents.request(id, event);
      return receiver -> outcome(invocations.forward(function, request.to(receiver)));
    }
    var sent = new Invocation.Event(id, payload, Invocation.Source.SYNC, alias);
    return receiver -> outcome(invocations.invoke(function, sent.to(receiver)));
  }

  /** What an invocation takes is not known while it runs: of its headers those that are. */
  private static AnswerRelay.Begun begun(
      CurrentFunction function, String id, AnswerRelay.Head head) {
    Response response =
        new Response(
                200,
                Map.of("Content-Type", List.of("application/json; charset=utf-8")),
                new byte[0])
            .with("X-Cff-Request-Id", id)
            .with("X-Cff-Response-Version", "v0")
            .with("X-Func-Err-Code", "0")
            .with("X-Is-Func-Err", "false");
    boolean http = function.revision().servesHttp();
    return new AnswerRelay.Begun(response, http ? HttpEvents.frame(head) : AnswerRelay.Frame.NONE);
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      throw new ApiException(FgsError.FSS_0400, "The event is not valid JSON.");
    }
  }

  /** With the memory that the call chooses. */
  private static CurrentFunction sized(Request request, CurrentFunction function) {
    OptionalInt chosen = MemorySizes.chosen(request, function);
    return chosen.isPresent() ? function.withMemory(chosen.getAsInt()) : function;
  }

  private static Optional<Outcome> outcome(Invocation.Result result) {
    return switch (result) {
      case Invocation.Answer answer ->
          Optional.of(new Outcome(200, answer.payload(), false, "0", answer.summary()));
      case Invocation.FunctionError error ->
          Optional.of(new Outcome(200, error.payload(), true, "1", error.summary()));
      case Invocation.Streamed _ -> Optional.empty();
      case Invocation.Failed failed -> Optional.of(failed(failed));
    };
  }

  private static Optional<Outcome> outcome(Invocation.HttpResult result) {
    return switch (result) {
      case Invocation.HttpAnswer answer ->
          Optional.of(
              new Outcome(
                  200,
                  HttpEvents.answer(answer).toString().getBytes(StandardCharsets.UTF_8),
                  false,
                  "0",
                  answer.summary()));
      case Invocation.Streamed _ -> Optional.empty();
      case Invocation.Failed failed -> Optional.of(failed(failed));
    };
  }

  private static Outcome failed(Invocation.Failed failed) {
    Response response = InvocationFailure.response(failed);
    return new Outcome(
        response.status(),
        response.body(),
        InvocationFailure.isOfFunction(failed.cause()),
        failed.errorCode(),
        failed.summary());
  }

  private static Response answer(
      Request request, CurrentFunction function, String id, Outcome outcome) {
    boolean enveloped = isEnveloped(request);
    Invocation.Summary summary = outcome.summary();
    String log = tail(summary.log());
    byte[] body =
        enveloped && outcome.status() == 200 ? envelope(id, outcome.body(), log) : outcome.body();
    long billed = (long) Math.ceil(summary.durationMillis());
    Response response =
        Response.json(outcome.status(), body)
            .with("X-Cff-Request-Id", id)
            .with("X-Cff-Invoke-Summary", summary(summary, function, billed).toString())
            .with("X-CFF-Billing-Duration", Long.toString(billed))
            .with("X-Cff-Response-Version", enveloped ? "v1" : "v0")
            .with("X-Func-Err-Code", outcome.code())
            .with("X-Is-Func-Err", Boolean.toString(outcome.functionFailed()));
    boolean wantsLog =
        request
            .header("x-cff-log-type")
            .map(type -> type.toLowerCase(Locale.ROOT).equals("tail"))
            .orElse(false);
    return wantsLog
        ? response.with(
            "X-Cff-Function-Log",
            Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8)))
        : response;
  }

  private static boolean isEnveloped(Request request) {
    return request.header("x-cff-request-version").orElse("v0").equals("v1");
  }

  private static byte[] envelope(String id, byte[] result, String log) {
    return Json.object()
        .put("request_id", id)
        .put("result", new String(result, StandardCharsets.UTF_8))
        .put("log", log)
        .put("status", 200)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode summary(
      Invocation.Summary summary, CurrentFunction function, long billed) {
    return Json.object()
        .put("duration", rounded(summary.durationMillis()))
        .put("billingDuration", billed)
        .put("memorySize", function.revision().memoryMegabytes())
        .put("memoryUsed", rounded(summary.peakMemoryBytes() / (1024.0 * 1024.0)));
  }

  private static double rounded(double number) {
    return Math.round(number * 1000) / 1000.0;
  }

  /** The last 4 KB, without a character cut in two. */
  private static String tail(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    int start = Math.max(0, bytes.length - LOG_TAIL);
    while (start < bytes.length && start > 0 && (bytes[start] & 0xC0) == 0x80) {
      start++;
    }
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }
}
