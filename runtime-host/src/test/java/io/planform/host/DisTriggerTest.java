package io.planform.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions get the records of data streams. */
class DisTriggerTest {
  private static final String USUAL =
      "\"polling_interval\":20,\"polling_unit\":\"ms\",\"batch_size\":10";

  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    host.create("hello");
    assertEquals(
        201,
        host.call("POST", "/streams", "{\"stream_name\":\"clicks\",\"partition_count\":2}")
            .status());
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer create(String function, String settings) {
    return host.call(
        "POST",
        "/fgs/triggers/" + host.urn(function),
        "{\"trigger_type_code\":\"DIS\",\"event_data\":{\"stream_name\":\"clicks\",%s}}"
            .formatted(settings));
  }

  private void read(String settings) {
    TestHost.Answer answer = create("hello", settings);
    assertEquals(201, answer.status(), answer.text());
  }

  private void put(int shard, int from, int to) {
    ObjectNode body = Json.object().put("stream_name", "clicks");
    ArrayNode records = body.putArray("records");
    for (int i = from; i < to; i++) {
      records
          .addObject()
          .put("partition_id", Integer.toString(shard))
          .put("partition_key", "key" + i)
          .put("data", Base64.getEncoder().encodeToString(Integer.toString(i).getBytes(UTF_8)));
    }
    TestHost.Answer answer = host.call("POST", "/records", body.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  private JsonNode told() throws IOException, InterruptedException {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call, "nothing was handed over");
    return Json.read(call.event().payload());
  }

  private static List<Integer> numbers(JsonNode event) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode each : event.at("/Message/records")) {
      numbers.add(
          Integer.valueOf(
              new String(Base64.getDecoder().decode(each.get("data").textValue()), UTF_8)));
    }
    return numbers;
  }

  @Test
  void givesAFunctionTheRecordsOfAStream() throws IOException, InterruptedException {
    put(0, 0, 3);
    read("\"sharditerator_type\":\"TRIM_HORIZON\"," + USUAL);
    JsonNode event = told();
    assertEquals("shardId-0000000000", event.get("ShardID").textValue());
    assertEquals("clicks", event.get("StreamName").textValue());
    assertEquals("latest", event.get("Tag").textValue());
    assertEquals("0", event.at("/Message/millis_behind_latest").textValue());
    assertEquals(List.of(0, 1, 2), numbers(event));
    assertEquals("key1", event.at("/Message/records/1/partition_key").textValue());
    assertEquals("1", event.at("/Message/records/1/sequence_number").textValue());
    String cursor = event.at("/Message/next_partition_cursor").textValue();
    put(0, 3, 4);
    assertEquals(
        "3",
        host.get("/records?partition-cursor=" + cursor)
            .json()
            .at("/records/0/sequence_number")
            .textValue());
  }

  @Test
  void beginsWithWhatComesAfterItWasMade() throws IOException, InterruptedException {
    put(1, 0, 5);
    read("\"sharditerator_type\":\"LATEST\"," + USUAL);
    put(1, 5, 6);
    assertEquals(List.of(5), numbers(told()));
  }

  @Test
  void missesNothingOfAStreamThatIsMadeAnew() throws IOException, InterruptedException {
    read("\"sharditerator_type\":\"LATEST\"," + USUAL);
    assertEquals(204, host.call("DELETE", "/streams/clicks", "").status());
    assertEquals(
        201,
        host.call("POST", "/streams", "{\"stream_name\":\"clicks\",\"partition_count\":1}")
            .status());
    put(0, 7, 8);
    assertEquals(List.of(7), numbers(told()));
  }

  @Test
  void keepsTheOrderOfAShardWhereItIsSerial() throws IOException, InterruptedException {
    put(0, 0, 95);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    host.invoker.behaviour =
        (_, event) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          running.decrementAndGet();
          return new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
        };
    read("\"sharditerator_type\":\"TRIM_HORIZON\",\"is_serial\":\"true\"," + USUAL);
    List<Integer> all = new ArrayList<>();
    while (all.size() < 95) {
      List<Integer> batch = numbers(told());
      assertTrue(batch.size() <= 10);
      all.addAll(batch);
    }
    assertEquals(IntStream.range(0, 95).boxed().toList(), all);
    assertEquals(1, most.get());
  }

  /** The function hangs on one shard: the other one's records, and other triggers, go on. */
  @Test
  void aShardThatIsStuckHoldsUpNoOther() throws Exception {
    host.create("other");
    CountDownLatch end = new CountDownLatch(1);
    host.invoker.behaviour =
        (function, event) -> {
          boolean stuck =
              function.name().equals("hello")
                  && new String(event.payload(), UTF_8).contains("shardId-0000000000");
          if (stuck) {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
          return new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
        };
    read("\"sharditerator_type\":\"TRIM_HORIZON\",\"is_serial\":\"true\"," + USUAL);
    put(0, 0, 1);
    assertEquals("shardId-0000000000", told().get("ShardID").textValue());
    for (int i = 0; i < 3; i++) {
      put(0, 10 + i, 11 + i);
      put(1, i, i + 1);
      assertEquals(List.of(i), numbers(told()));
    }
    assertEquals(201, create("other", "\"sharditerator_type\":\"TRIM_HORIZON\"," + USUAL).status());
    assertEquals("clicks", told().get("StreamName").textValue());
    end.countDown();
  }

  /**
   * A function that fails gets the next batch all the same: what failed goes to its destination.
   */
  @Test
  void aBatchThatFailsIsNotLostAndHoldsUpNothing() throws Exception {
    host.invoker.behaviour =
        (_, event) ->
            numbers(read(event)).contains(0)
                ? new Invocation.FunctionError("{}".getBytes(UTF_8), FakeInvoker.SUMMARY)
                : new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
    read("\"sharditerator_type\":\"TRIM_HORIZON\",\"is_serial\":\"true\"," + USUAL);
    put(0, 0, 1);
    assertEquals(List.of(0), numbers(told()));
    put(0, 1, 2);
    assertEquals(List.of(1), numbers(told()));
    JsonNode failed =
        host.get("/fgs/functions/" + host.urn("hello") + "/async-invocations?status=FAIL").json();
    assertEquals(1, failed.get("count").intValue());
  }

  private static JsonNode read(Invocation.Event event) {
    try {
      return Json.read(event.payload());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    read("\"sharditerator_type\":\"LATEST\",\"is_serial\":\"true\"," + USUAL);
    put(0, 0, 10);
    assertEquals(10, numbers(told()).size());
    host.close();
    host = new TestHost(home);
    put(0, 10, 12);
    List<Integer> all = new ArrayList<>();
    while (all.size() < 2) {
      all.addAll(numbers(told()));
    }
    assertEquals(List.of(10, 11), all);
  }

  @Test
  void showsThatItsStreamIsGone() throws Exception {
    read("\"sharditerator_type\":\"LATEST\"," + USUAL);
    host.call("DELETE", "/streams/clicks", "");
    assertEquals(404, create("hello", "\"sharditerator_type\":\"LATEST\"," + USUAL).status());
    host.call("POST", "/streams", "{\"stream_name\":\"clicks\",\"partition_count\":1}");
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int i = 0; host.invoker.calls.isEmpty() && System.nanoTime() < latest; i++) {
      put(0, i, i + 1);
    }
    assertEquals("clicks", told().get("StreamName").textValue());
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String settings :
        List.of(
            USUAL,
            "\"sharditerator_type\":\"FIRST\"," + USUAL,
            "\"sharditerator_type\":\"LATEST\",\"polling_interval\":0",
            "\"sharditerator_type\":\"LATEST\",\"polling_interval\":1,\"polling_unit\":\"h\"",
            "\"sharditerator_type\":\"LATEST\",\"polling_interval\":1,\"batch_size\":10001",
            "\"sharditerator_type\":\"LATEST\",\"polling_interval\":1,\"is_serial\":\"yes\"")) {
      TestHost.Answer answer = create("hello", settings);
      assertEquals("400 FSS.0400", answer.status() + " " + answer.code(), answer.text());
    }
  }
}
