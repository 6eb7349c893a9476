package io.planform.host.client;

import com.huaweicloud.sdk.core.HttpListener;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import io.planform.host.TestHost;
import java.net.URI;

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
    AnswerTypes.check(
        answer.httpMethod(),
        URI.create(answer.uri()).getPath(),
        answer.statusCode(),
        answer.body().orElse(""));
  }
}
