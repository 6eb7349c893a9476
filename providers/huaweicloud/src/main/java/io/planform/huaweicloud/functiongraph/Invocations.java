package io.planform.huaweicloud.functiongraph;

import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.huaweicloud.client.ErrorAnswer;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations.Enqueued;
import io.planform.spi.provider.FunctionOperations.Invoked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of functions. */
public final class Invocations {
  /** A synchronous call runs for up to 15 minutes; a little is left for the way. */
  private static final Duration TIMEOUT = Duration.ofMinutes(16);

  private static final Duration ACCEPTANCE = Duration.ofMinutes(1);

  private final ApiClient client;

  public Invocations(ApiClient client) {
    this.client = client;
  }

  public Invoked invoke(String urn, byte[] payload, boolean tail) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Cff-Request-Version", "v0");
    if (tail) {
      headers.put("X-Cff-Log-Type", "tail");
    }
    String full = full(urn);
    ApiRequest request = request(full, "invocations", payload).withHeaders(headers);
    return switch (client.send(request, Deadline.in(TIMEOUT))) {
      case ApiResult.Answered answer -> answered(answer);
      case ApiResult.Rejected(ErrorAnswer error) -> notAnswered(error, full);
      case ApiResult.Unreached(Diagnostic diagnostic) -> notAnswered(diagnostic);
      case ApiResult.Lost(Diagnostic diagnostic, ErrorAnswer error) ->
          error == null ? notAnswered(diagnostic) : notAnswered(error, full);
    };
  }

  public Enqueued enqueue(String urn, byte[] payload) {
    ApiRequest request = request(full(urn), "invocations-async", payload);
    return switch (client.send(request, Deadline.in(ACCEPTANCE))) {
      case ApiResult.Answered answer ->
          new Enqueued.Accepted(answer.json().path("request_id").asText());
      case ApiResult.Rejected(ErrorAnswer error) -> notAccepted(error.diagnostic());
      case ApiResult.Unreached(Diagnostic diagnostic) -> notAccepted(diagnostic);
      case ApiResult.Lost(Diagnostic diagnostic, _) -> notAccepted(diagnostic);
    };
  }

  private static Enqueued notAccepted(Diagnostic diagnostic) {
    return new Enqueued.NotAccepted(List.of(diagnostic));
  }

  private String full(String urn) {
    return client
        .target()
        .credentials()
        .flatMap(caller -> FunctionUrn.parse(urn, caller.region(), caller.projectId()))
        .map(FunctionUrn::toString)
        .orElse(urn);
  }

  private ApiRequest request(String urn, String operation, byte[] payload) {
    String project = client.target().credentials().map(Credentials::projectId).orElse("");
    return ApiRequest.of(
            "POST", "/v2/%s/fgs/functions/%s/%s".formatted(project, Calls.segment(urn), operation))
        .withBody(payload);
  }

  private static Invoked notAnswered(Diagnostic diagnostic) {
    return new Invoked.NotAnswered("", List.of(diagnostic));
  }

  private static Invoked notAnswered(ErrorAnswer error, String urn) {
    return new Invoked.NotAnswered(log(error.headers()), List.of(failure(error, urn)));
  }

  /** What a caller reads where the function, not the call, is at fault. */
  private static Diagnostic failure(ErrorAnswer error, String urn) {
    String log =
        "planform invoke "
            + FunctionUrn.parse(urn).map(FunctionUrn::name).orElse(urn)
            + " -tail shows what it logs";
    return switch (error.code()) {
      case "FSS.0408" ->
          failure("The function took too long", error).withHint("raise its timeout; " + log);
      case "FSS.0429" ->
          failure("The function takes no more calls now", error)
              .withHint("call it again later, or raise its max_instance_num");
      case "FSS.0500" ->
          failure("The function failed", error)
              .withHint("mend its code or its settings, then planform apply; " + log);
      case "FSS.0502" ->
          failure("The function gave no usable answer", error)
              .withHint("mend its server, then planform apply; " + log);
      case "FSS.1404" ->
          failure("The function was not initialized", error)
              .withHint("mend its initializer, then planform apply; " + log);
      default -> error.diagnostic();
    };
  }

  private static Diagnostic failure(String what, ErrorAnswer error) {
    return Diagnostic.error(what, error.reason() + " (" + error.code() + ").");
  }

  private static Invoked answered(ApiResult.Answered answer) {
    return new Invoked.Answered(
        answer.headers().getOrDefault("x-cff-request-id", ""),
        Boolean.parseBoolean(answer.headers().getOrDefault("x-is-func-err", "false")),
        answer.body(),
        log(answer.headers()),
        answer.headers());
  }

  /** The end of the call's log; empty where it was not asked for. */
  private static String log(Map<String, String> headers) {
    String log = headers.getOrDefault("x-cff-function-log", "");
    try {
      return new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return log;
    }
  }
}
