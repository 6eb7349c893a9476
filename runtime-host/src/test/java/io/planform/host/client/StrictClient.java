package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.huaweicloud.sdk.core.HttpListener;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import io.planform.host.TestHost;
import io.planform.host.server.Json;
import java.net.URI;
import java.util.List;

/** The official Java SDK, which fails on answers of types that it would only have converted. */
final class StrictClient {
  private StrictClient() {}

  static FunctionGraphClient of(TestHost host) {
    return FunctionGraphClient.newBuilder()
        .withCredential(
            new BasicCredentials()
                .withAk(host.credentials().accessKey())
                .withSk(host.credentials().secretKey())
                .withProjectId(host.credentials().project()))
        .withHttpConfig(
            HttpConfig.getDefaultHttpConfig()
                .addHttpListener(HttpListener.forResponseListener(StrictClient::check)))
        .withEndpoint(host.host.apiAddress())
        .build();
  }

  private static void check(HttpListener.ResponseListener answer) {
    SdkOperation operation =
        SdkOperation.ofCall(answer.httpMethod(), URI.create(answer.uri()).getPath()).orElseThrow();
    String body = answer.body().orElse("");
    if (answer.statusCode() >= 300 || body.isEmpty() || !AnswerTypes.areKnown(operation.answer())) {
      return;
    }
    try {
      assertEquals(
          List.of(), AnswerTypes.wrong(operation.answer(), Json.read(body)), operation.name());
    } catch (JsonProcessingException e) {
      throw new AssertionError(operation.name() + " answered " + body, e);
    }
  }
}
