package io.planform.functiongraph.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of the official Java client, as they come over the wire. */
class OfficialClientTest {
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private final SignatureVerifier verifier =
      new SignatureVerifier(Map.of("AK", "SK")::get, InstantSource.system());
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::verify);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aQueryIsAccepted() {
    client("SK")
        .listFunctions(
            new ListFunctionsRequest()
                .withMaxitems("100")
                .withMarker("0")
                .withFuncName("a b/ü+&=~"));
    assertEquals(new Verdict.Accepted("AK"), verdicts.poll());
  }

  @Test
  void aUrnWithAnAliasInThePathIsAccepted() {
    client("SK")
        .showFunctionConfig(
            new ShowFunctionConfigRequest()
                .withFunctionUrn("urn:fss:local-1:p:function:default:f:!live"));
    assertEquals(new Verdict.Accepted("AK"), verdicts.poll());
  }

  @Test
  void aBodyIsAccepted() {
    CreateFunctionRequestBody body =
        new CreateFunctionRequestBody().withFuncName("f").withDescription("grüße");
    client("SK").createFunction(new CreateFunctionRequest().withBody(body));
    assertEquals(new Verdict.Accepted("AK"), verdicts.poll());
  }

  @Test
  void aWrongSecretKeyIsRefused() {
    Assertions.assertThrows(
        ServiceResponseException.class,
        () -> client("other").listFunctions(new ListFunctionsRequest()));
    assertInstanceOf(Verdict.Refused.class, verdicts.poll());
  }

  private FunctionGraphClient client(String secretKey) {
    return FunctionGraphClient.newBuilder()
        .withCredential(new BasicCredentials().withAk("AK").withSk(secretKey).withProjectId("p"))
        .withEndpoint("http://127.0.0.1:" + server.getAddress().getPort())
        .build();
  }

  private void verify(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    SequencedMap<String, List<String>> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach(headers::put);
    String query = exchange.getRequestURI().getRawQuery();
    Verdict verdict =
        verifier.verify(
            new SignableRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                RequestSigner.sha256(body)));
    verdicts.add(verdict);
    byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(verdict instanceof Verdict.Accepted ? 200 : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
