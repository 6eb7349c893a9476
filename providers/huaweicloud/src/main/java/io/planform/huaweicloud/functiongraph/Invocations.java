package io.planform.huaweicloud.functiongraph;

import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations.Invoked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of functions. */
public final class Invocations {
  /** A synchronous call runs for up to 15 minutes; a little is left for the way. */
  private static final Duration TIMEOUT = Duration.ofMinutes(16);

  private final ApiClient client;

  public Invocations(ApiClient client) {
    this.client = client;
  }

  public Invoked invoke(String urn, byte[] payload, boolean tail) {
    Optional<Credentials> caller = client.target().credentials();
    String full =
        caller
            .flatMap(each -> FunctionUrn.parse(urn, each.region(), each.projectId()))
            .map(FunctionUrn::toString)
            .orElse(urn);
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Cff-Request-Version", "v0");
    if (tail) {
      headers.put("X-Cff-Log-Type", "tail");
    }
    ApiRequest request =
        ApiRequest.of(
                "POST",
                "/v2/%s/fgs/functions/%s/invocations"
                    .formatted(caller.map(Credentials::projectId).orElse(""), Calls.segment(full)))
            .withBody(payload)
            .withHeaders(headers);
    return switch (client.send(request, Deadline.in(TIMEOUT))) {
      case ApiResult.Answered answer -> answered(answer);
      case ApiResult.Rejected rejected -> notAnswered(rejected.diagnostic());
      case ApiResult.Unreached(Diagnostic diagnostic) -> notAnswered(diagnostic);
      case ApiResult.Lost(Diagnostic diagnostic) -> notAnswered(diagnostic);
    };
  }

  private static Invoked notAnswered(Diagnostic diagnostic) {
    return new Invoked.NotAnswered(List.of(diagnostic));
  }

  private static Invoked answered(ApiResult.Answered answer) {
    String log = answer.headers().getOrDefault("x-cff-function-log", "");
    return new Invoked.Answered(
        answer.headers().getOrDefault("x-cff-request-id", ""),
        Boolean.parseBoolean(answer.headers().getOrDefault("x-is-func-err", "false")),
        answer.body(),
        decoded(log),
        answer.headers());
  }

  private static String decoded(String log) {
    try {
      return new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return log;
    }
  }
}
