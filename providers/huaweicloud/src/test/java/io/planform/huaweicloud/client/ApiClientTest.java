package io.planform.huaweicloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent again, and what is not. */
class ApiClientTest {
  private static final ApiRequest READ = ApiRequest.of("GET", "/things/1");
  private static final ApiRequest WRITE = ApiRequest.of("POST", "/things");
  private static final Duration LONG = Duration.ofMinutes(1);

  /** One answer of the server. */
  private interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    client = client(server.getAddress().getPort());
  }

  private static ApiClient client(int port) {
    Credentials credentials = new Credentials("access", "secret", null, "project", "region");
    return new ApiClient(
        new RemoteEndpoint(URI.create("http://127.0.0.1:" + port), null, credentials), 3);
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
  }

  /** As the script says; 200 after its end. */
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      Script script = scripts.poll();
      if (script == null) {
        exchange.sendResponseHeaders(200, -1);
      } else {
        script.answer(exchange);
      }
    }
  }

  private static Script status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  private static final Script SILENCE = _ -> {};

  private ApiResult send(ApiRequest request) {
    return client.send(request, Deadline.in(LONG));
  }

  @Test
  void aServerThatIsTooBusyToBeginIsAskedAgain() {
    scripts.add(status(429));
    scripts.add(status(503));

    assertInstanceOf(Answered.class, send(WRITE));
    assertEquals(3, requests.get());
  }

  @Test
  void notForEver() {
    for (int i = 0; i < 9; i++) {
      scripts.add(status(503));
    }

    assertInstanceOf(Rejected.class, send(WRITE));
    assertEquals(4, requests.get());
  }

  @Test
  void aServerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() {
    scripts.add(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          exchange.sendResponseHeaders(503, -1);
        });

    assertInstanceOf(Rejected.class, send(WRITE));
    assertEquals(1, requests.get());
  }

  @Test
  void aChangeWhoseAnswerIsLostIsNotSentAgain() {
    scripts.add(SILENCE);

    assertInstanceOf(Lost.class, send(WRITE));
    assertEquals(1, requests.get());
  }

  @Test
  void norIsOneThatBroke() {
    scripts.add(status(500));

    assertInstanceOf(Lost.class, send(WRITE));
    assertEquals(1, requests.get());
  }

  @Test
  void aReadIsSentAgainWhateverHappened() {
    scripts.add(SILENCE);
    scripts.add(status(502));

    assertInstanceOf(Answered.class, send(READ));
    assertEquals(3, requests.get());
  }

  @Test
  void aRefusalIsFinal() {
    scripts.add(status(400));

    assertInstanceOf(Rejected.class, send(READ));
    assertEquals(1, requests.get());
  }

  @Test
  void whatTakesLongerThanItMayIsLost() {
    scripts.add(
        _ -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertInstanceOf(Lost.class, client.send(WRITE, Deadline.in(Duration.ofMillis(300))));
  }

  @Test
  void aServerThatIsNotThereWasNeverReached() {
    server.stop(0);

    assertInstanceOf(Unreached.class, send(WRITE));
    assertEquals(0, requests.get());
  }
}
