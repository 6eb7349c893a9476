package io.planform.planner.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {
  /** Made with {@code openssl dgst -sha256 -hmac "It's a Secret to Everybody"}. */
  private static final String SIGNATURE =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private static final String BODY = "Hello, World!";
  private static final String SECRET = "It's a Secret to Everybody";

  private final ConcurrentLinkedQueue<String> woken = new ConcurrentLinkedQueue<>();
  private Webhooks webhooks;

  @BeforeEach
  void listen() throws Exception {
    webhooks =
        Webhooks.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of("shop", SECRET),
            woken::add);
  }

  @AfterEach
  void stop() {
    webhooks.close();
  }

  private int post(String path, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + webhooks.address().getPort() + path))
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Hub-Signature-256, sha256=" + SIGNATURE,
    "X-Gitea-Signature, " + SIGNATURE,
    "X-Gitlab-Token, " + SECRET,
  })
  void wakesForAGenuineMessage(String header, String value) throws Exception {
    assertEquals(202, post("/hooks/shop", header, value));
    assertEquals(List.of("shop"), List.copyOf(woken));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Hub-Signature-256, " + SIGNATURE,
    "X-Hub-Signature-256, sha256=757107ea",
    "X-Gitea-Signature, sha256=" + SIGNATURE,
    "X-Gitlab-Token, wrong",
    "X-Nothing, " + SIGNATURE,
  })
  void refusesAnythingElse(String header, String value) throws Exception {
    assertEquals(401, post("/hooks/shop", header, value));
    assertEquals(List.of(), List.copyOf(woken));
  }

  @Test
  void knowsDeclaredRepositoriesOnly() throws Exception {
    assertEquals(404, post("/hooks/other", "X-Gitea-Signature", SIGNATURE));
    assertEquals(404, post("/", "X-Gitea-Signature", SIGNATURE));
  }
}
