package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.host.server.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics and data streams are told how asynchronous invocations ended. */
class AsyncDestinationTest {
  private static final String FIRST = "shardId-0000000000";

  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer configure(String service, String param) {
    JsonNode destination =
        Json.object()
            .set(
                "destination_config",
                Json.object()
                    .set(
                        "on_success",
                        Json.object().put("destination", service).put("param", param)));
    return host.call(
        "PUT",
        "/fgs/functions/" + host.urn("hello") + "/async-invoke-config",
        destination.toString());
  }

  private String invoke(String event) {
    return host.call("POST", "/fgs/functions/" + host.urn("hello") + "/invocations-async", event)
        .json()
        .get("request_id")
        .textValue();
  }

  private void createStream() {
    host.call("POST", "/streams", "{\"stream_name\":\"ends\",\"partition_count\":1}");
  }

  private JsonNode firstRecord() {
    String cursor =
        host.get("/cursors?stream-name=ends&cursor-type=TRIM_HORIZON&partition-id=" + FIRST)
            .json()
            .get("partition_cursor")
            .textValue();
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonNode records = Json.object();
    while (records.isEmpty() && System.nanoTime() < latest) {
      records = host.get("/records?partition-cursor=" + cursor).json().get("records");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return records.path(0);
  }

  private static JsonNode notice(JsonNode entry) throws IOException {
    return Json.read(Base64.getDecoder().decode(entry.get("data").textValue()));
  }

  @Test
  void putsARecordIntoAStream() throws IOException {
    createStream();
    assertEquals(200, configure("DIS", "{\"stream_name\":\"ends\"}").status());
    String id = invoke("{\"n\":1}");
    JsonNode entry = firstRecord();
    assertEquals(id, entry.get("partition_key").textValue());
    assertEquals(id, notice(entry).at("/request_context/request_id").textValue());
    assertEquals("{\"n\":1}", notice(entry).get("request_payload").textValue());
  }

  /** Event and answer are as long as two events may be. */
  @Test
  void leavesOutWhatATopicDoesNotTake() throws Exception {
    String large = "\"" + "a".repeat(200 * 1024) + "\"";
    JsonNode message = published(large);
    assertEquals("", message.get("response_payload").textValue());
    assertEquals(large, message.get("request_payload").textValue());
    assertEquals("Success", message.at("/request_context/condition").textValue());
  }

  /** What subscribers of a topic hear of an invocation. */
  private JsonNode published(String event) throws Exception {
    BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", exchange -> receive(exchange, heard));
    endpoint.start();
    try {
      String topic =
          host.call("POST", "/notifications/topics", "{\"name\":\"ends\"}")
              .json()
              .get("topic_urn")
              .textValue();
      host.call(
          "POST",
          "/notifications/topics/" + topic + "/subscriptions",
          "{\"protocol\":\"http\",\"endpoint\":\"http://127.0.0.1:%d/\"}"
              .formatted(endpoint.getAddress().getPort()));
      URI confirmation = URI.create(heard(heard).get("subscribe_url").textValue());
      host.send(
          host.host.apiAddress(),
          "GET",
          confirmation.getRawPath() + "?" + confirmation.getRawQuery(),
          "",
          Map.of());
      assertEquals(200, configure("SMN", "{\"topic_urn\":\"" + topic + "\"}").status());
      String id = invoke(event);
      JsonNode message = heard(heard);
      assertEquals(id.replace("-", ""), message.get("message_id").textValue());
      return Json.read(message.get("message").textValue());
    } finally {
      endpoint.stop(0);
    }
  }

  private static void receive(HttpExchange exchange, BlockingQueue<JsonNode> heard)
      throws IOException {
    heard.add(Json.read(exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static JsonNode heard(BlockingQueue<JsonNode> heard) throws InterruptedException {
    JsonNode message = heard.poll(60, TimeUnit.SECONDS);
    assertNotNull(message, "nothing was told");
    return message;
  }

  @Test
  void tellsATopicOfWhatFits() throws Exception {
    JsonNode message = published("{\"n\":1}");
    assertEquals("{\"n\":1}", message.get("response_payload").textValue());
  }

  @Test
  void refusesDestinationsThatAreNotThere() {
    for (String param : new String[] {"{\"stream_name\":\"none\"}", "{}", "none"}) {
      TestHost.Answer answer = configure("DIS", param);
      assertTrue(answer.status() == 404 || answer.status() == 400, answer.text());
    }
    assertEquals(404, configure("SMN", "{\"topic_urn\":\"urn:smn:a:b:c\"}").status());
  }
}
