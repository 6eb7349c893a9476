package io.planform.utility.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Severity;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTest {
  private static final HttpProvider.Limits LIMITS =
      new HttpProvider.Limits(Duration.ofMinutes(5), 1000);

  @TempDir Path module;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private Lifecycle http;

  @BeforeEach
  void start() throws IOException {
    http = new Lifecycle(new HttpProvider(LIMITS), module);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int count = requests.incrementAndGet();
    byte[] body = body(exchange, count);
    int status =
        switch (exchange.getRequestURI().getPath()) {
          case "/missing" -> 404;
          case "/broken" -> 500;
          case "/third" -> count < 3 ? 503 : 200;
          default -> 200;
        };
    exchange.getResponseHeaders().add("x-many", "1");
    exchange.getResponseHeaders().add("x-many", "2");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private byte[] body(HttpExchange exchange, int count) throws IOException {
    return switch (exchange.getRequestURI().getPath()) {
      case "/echo" ->
          (exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-A")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      case "/user" ->
          exchange.getRequestHeaders().getFirst("Authorization").getBytes(StandardCharsets.UTF_8);
      case "/binary" -> new byte[] {(byte) 0xff, 0};
      case "/long" -> new byte[1001];
      case "/slow" -> {
        await();
        yield new byte[0];
      }
      default -> ("answer " + count).getBytes(StandardCharsets.UTF_8);
    };
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Read read(String url, Map<String, Value> others) {
    Map<String, Value> given = new LinkedHashMap<>(others);
    given.put("url", Value.of(url));
    return http.session().readData("http", http.configuration(Kind.DATA, "http", given));
  }

  private static Value retry(long attempts) {
    SequencedMap<String, Value> retry = new LinkedHashMap<>();
    retry.put("attempts", Value.of(attempts));
    retry.put("min_delay_ms", Value.of(0));
    retry.put("max_delay_ms", Value.of(1));
    return new Value.Obj(retry);
  }

  private static String fault(Read read) {
    assertNull(read.state());
    assertEquals(1, read.diagnostics().size());
    return read.diagnostics().getFirst().detail();
  }

  @Test
  void tellsTheAnswer() {
    Read read = read(url("/a"), Map.of());
    assertEquals(List.of(), read.diagnostics());
    Value.Obj state = read.state();
    assertEquals(Value.of("answer 1"), state.get("response_body"));
    assertEquals(Value.of("answer 1"), state.get("body"));
    assertEquals(Value.of("YW5zd2VyIDE="), state.get("response_body_base64"));
    assertEquals(Value.of(200), state.get("status_code"));
    assertEquals(Value.of(url("/a")), state.get("id"));
    assertEquals(Value.of("1, 2"), state.get("response_headers").entries().get("X-Many"));
  }

  @Test
  void sendsWhatItIsGiven() {
    Value headers =
        new Value.MapOf(
            Type.STRING, Map.of("x-a", Value.of("1"), "Host", Value.of("example.test")));
    Map<String, Value> given =
        Map.of(
            "method", Value.of("POST"),
            "request_body", Value.of("ü"),
            "request_headers", headers,
            "request_timeout_ms", Value.of(600_000));
    assertEquals(
        Value.of("POST 1 example.test ü"), read(url("/echo"), given).state().get("response_body"));
  }

  @Test
  void readsHeadersAlone() {
    Value.Obj state = read(url("/echo"), Map.of("method", Value.of("HEAD"))).state();
    assertEquals(Value.of(""), state.get("response_body"));
    assertEquals(Value.of(200), state.get("status_code"));
  }

  @Test
  void sendsTheUserOfAnAddress() {
    String url = url("/user").replace("127.0.0.1", "me:secret@127.0.0.1");
    assertEquals(Value.of("Basic bWU6c2VjcmV0"), read(url, Map.of()).state().get("response_body"));
  }

  @Test
  void whatIsNotFoundIsAnAnswer() {
    assertEquals(Value.of(404), read(url("/missing"), Map.of()).state().get("status_code"));
  }

  @Test
  void repeatsWhatMayBeMended() {
    assertEquals(
        Value.of("answer 3"),
        read(url("/third"), Map.of("retry", retry(2))).state().get("response_body"));
    assertEquals(3, requests.get());
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    String reason = fault(read(url("/broken?token=secret"), Map.of("retry", retry(1))));
    assertTrue(
        reason.endsWith("/broken: the server answered with the status 500. Attempts made: 2."),
        reason);
    assertFalse(reason.contains("secret"));
    assertEquals(2, requests.get());
  }

  @Test
  void endsARequestThatTakesTooLong() {
    String reason = fault(read(url("/slow"), Map.of("request_timeout_ms", Value.of(1))));
    assertTrue(reason.endsWith("it took longer than 1 ms."), reason);
  }

  @Test
  void takesNoMoreThanItMay() {
    String reason = fault(read(url("/long"), Map.of()));
    assertTrue(reason.endsWith("the answer is longer than 1000 bytes."), reason);
  }

  @Test
  void namesAServerThatIsNotThere() {
    server.stop(0);
    String url = url("/a").replace("127.0.0.1", "me:secret@127.0.0.1");
    String reason = fault(read(url, Map.of()));
    assertEquals("GET " + url("/a") + ": the server cannot be reached.", reason);
  }

  @Test
  void warnsOfWhatIsNotText() {
    Read read = read(url("/binary"), Map.of());
    assertEquals(Value.of("/wA="), read.state().get("response_body_base64"));
    assertEquals(
        List.of(Severity.WARNING), read.diagnostics().stream().map(Diagnostic::severity).toList());
  }

  @Test
  void refusesCertificatesThatAreNone() {
    String reason = fault(read(url("/a"), Map.of("ca_cert_pem", Value.of("secret"))));
    assertEquals("\"ca_cert_pem\": it has no block \"BEGIN CERTIFICATE\".", reason);
    assertEquals(0, requests.get());
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertEquals(
        List.of("Invalid value", "Missing argument", "Invalid URL", "Conflicting arguments"),
        http.faults(
            Kind.DATA,
            "http",
            Map.of(
                "url", Value.of("file:///etc/passwd"),
                "method", Value.of("PUT"),
                "client_key_pem", Value.of("a"),
                "ca_cert_pem", Value.of("a"),
                "insecure", Value.of(true))));
    assertEquals(
        List.of("Invalid number"),
        http.faults(Kind.DATA, "http", Map.of("url", Value.of("http://a/"), "retry", retry(-1))));
    assertEquals(0, requests.get());
  }
}
