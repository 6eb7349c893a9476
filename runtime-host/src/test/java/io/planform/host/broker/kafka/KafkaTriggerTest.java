package io.planform.host.broker.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.FakeInvoker;
import io.planform.host.TestHost;
import io.planform.host.broker.TriggerHost;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import io.planform.testing.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every test has a function and a topic of one name of its own, at one broker and one host. */
class KafkaTriggerTest {
  private static final String UNUSED = "127.0.0.1:9";

  @TempDir static Path folder;

  private static KafkaServer kafka;
  private static Topics topics;
  private static TriggerHost host;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaServer.start(folder.resolve("kafka"));
    topics = new Topics(kafka);
    host = new TriggerHost(folder.resolve("home"));
  }

  @AfterAll
  static void stop() {
    host.close();
    topics.close();
    kafka.close();
  }

  private static ObjectNode eventData(String topic) {
    ObjectNode data = Json.object();
    data.put("instance_id", "kafka-1");
    data.put("kafka_connect_address", kafka.address());
    data.putArray("topic_ids").add(topic);
    data.put("batch_size", 100);
    return data;
  }

  private static ObjectNode withUser(ObjectNode data, String address, String mechanism) {
    data.put("kafka_connect_address", address);
    data.put("kafka_sasl_mechanism", mechanism);
    data.put("kafka_user", KafkaServer.USER);
    data.put("kafka_password", KafkaServer.PASSWORD);
    return data;
  }

  private static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  private static void assertGot(String function, List<String> expected) {
    host.awaitMessages(function, expected.size());
    List<String> got = new ArrayList<>(host.messages(function));
    assertEquals(Set.copyOf(expected), new TreeSet<>(got));
    assertEquals(expected.size(), got.size(), "none twice");
  }

  @Test
  void handsOverTheMessagesOfAllPartitions() throws Exception {
    topics.create("orders", 3);
    JsonNode trigger = host.trigger("orders", "KAFKA", eventData("orders"));
    host.awaitRunning("orders", trigger);
    List<String> messages = numbered("{\"order\":", 500);
    topics.send("orders", messages);
    assertGot("orders", messages);

    ObjectNode event = (ObjectNode) host.events("orders").getFirst();
    assertTrue(event.path("event_time").isIntegralNumber());
    event.remove("event_time");
    ((ObjectNode) event.path("records").path(0)).putArray("messages").add("…");
    assertEquals(
        """
        {"event_version":"v1.0","trigger_type":"KAFKA","region":"%s","instance_id":"kafka-1",\
        "records":[{"messages":["…"],"topic_id":"orders"}]}"""
            .formatted(host.host.credentials().region()),
        event.toString());
  }

  @Test
  void beginsWithTheMessagesSinceTheTriggerWasMade() throws Exception {
    topics.create("since", 1);
    topics.send("since", 0, Instant.now().minus(Duration.ofHours(1)), bytes("before"));
    JsonNode trigger = host.trigger("since", "OPENSOURCEKAFKA", eventData("since"));
    topics.send("since", 0, Instant.now().plusSeconds(1), bytes("after"));
    host.awaitRunning("since", trigger);
    assertGot("since", List.of("after"));
  }

  @Test
  void anEventHasAsManyMessagesAsABatch() throws Exception {
    topics.create("batches", 1);
    JsonNode trigger = host.trigger("batches", "KAFKA", eventData("batches").put("batch_size", 10));
    host.update("batches", trigger, "{\"trigger_status\":\"DISABLED\"}");
    List<String> messages = numbered("m", 25);
    topics.send("batches", messages);
    host.update("batches", trigger, "{\"trigger_status\":\"ACTIVE\"}");
    assertGot("batches", messages);
    for (JsonNode event : host.events("batches")) {
      assertTrue(event.path("records").path(0).path("messages").size() <= 10, event.toString());
    }
  }

  @Test
  void cutsBatchesThatAreTooLargeForAnEvent() throws Exception {
    topics.create("large", 1);
    JsonNode trigger = host.trigger("large", "KAFKA", eventData("large"));
    host.awaitRunning("large", trigger);
    List<String> messages =
        numbered("m", 7).stream().map(message -> message + "\"".repeat(60_000)).toList();
    topics.send("large", messages);
    assertGot("large", messages);
  }

  @Test
  void saysOfAMessageThatFitsNoEventAndGoesOn() throws Exception {
    topics.create("poison", 1);
    JsonNode trigger = host.trigger("poison", "KAFKA", eventData("poison"));
    host.awaitRunning("poison", trigger);
    topics.send("poison", List.of("before", "x".repeat(300_000), "after"));
    assertGot("poison", List.of("before", "after"));
    assertTrue(
        metrics()
            .anyMatch(
                line ->
                    line.startsWith("planform_trigger_discarded_total{")
                        && line.contains(trigger.path("trigger_id").textValue())
                        && line.endsWith(" 1")),
        () -> String.join("\n", metrics().toList()));
  }

  private static Stream<String> metrics() {
    TestHost.Answer page =
        host.host.send(host.host.host.apiAddress(), "GET", "/metrics", "", Map.of());
    return page.text().lines();
  }

  @Test
  void messagesThatAreNoTextArriveAsDataUrls() throws Exception {
    topics.create("binary", 1);
    JsonNode trigger = host.trigger("binary", "KAFKA", eventData("binary"));
    host.awaitRunning("binary", trigger);
    topics.send("binary", 0, Instant.now().plusSeconds(1), new byte[] {(byte) 0xff, 0});
    topics.send("binary", 0, Instant.now().plusSeconds(1), null);
    topics.send("binary", 0, Instant.now().plusSeconds(1), bytes("Grüße \ud83d\ude42"));
    host.awaitMessages("binary", 3);
    assertEquals(
        List.of("data:application/octet-stream;base64,/wA=", "null", "Grüße \ud83d\ude42"),
        host.messages("binary").stream().sorted().toList().reversed().stream()
            .sorted((a, b) -> order(a) - order(b))
            .toList());
  }

  private static int order(String message) {
    return message.startsWith("data:") ? 0 : message.equals("null") ? 1 : 2;
  }

  @ParameterizedTest
  @CsvSource({"PLAIN,false", "SCRAM-SHA-256,false", "SCRAM-SHA-512,true", "PLAIN,true"})
  void logsInAsAUser(String mechanism, boolean tls) throws Exception {
    String name = ("login-" + mechanism + tls).toLowerCase(java.util.Locale.ROOT);
    topics.create(name, 1);
    Path trusted = Files.createDirectories(folder.resolve("home").resolve("certificates"));
    Files.writeString(trusted.resolve("kafka.pem"), Files.readString(kafka.certificate()));
    ObjectNode data =
        withUser(eventData(name), tls ? kafka.tlsAddress() : kafka.saslAddress(), mechanism)
            .put("kafka_ssl_enable", tls);
    JsonNode trigger = host.trigger(name, "KAFKA", data);
    topics.send(name, 0, Instant.now().plusSeconds(1), bytes("hello"));
    assertGot(name, List.of("hello"));
    assertFalse(host.shown(name, trigger).toString().contains(KafkaServer.PASSWORD));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTopicThatIsNotThereIsFoundLater() throws Exception {
    JsonNode trigger = host.trigger("later", "KAFKA", eventData("later"));
    assertEquals(
        "The Kafka at %s has no topic later.".formatted(kafka.address()),
        host.awaitFailure("later", trigger));
    topics.create("later", 1);
    topics.send("later", 0, Instant.now().plusSeconds(1), bytes("hello"));
    assertGot("later", List.of("hello"));
  }

  @Test
  void saysWhatIsWrongWithABroker() throws Exception {
    topics.create("wrong", 1);
    Map<ObjectNode, String> cases = new HashMap<>();
    cases.put(
        eventData("wrong").put("kafka_connect_address", UNUSED),
        "No Kafka broker answers at 127.0.0.1:9.");
    cases.put(
        withUser(eventData("wrong"), kafka.saslAddress(), "PLAIN").put("kafka_password", "no"),
        "The Kafka at %s refuses the user planform: Authentication failed: Invalid username or password"
            .formatted(kafka.saslAddress()));
    cases.put(
        withUser(eventData("wrong"), kafka.saslAddress(), "SCRAM-SHA-512")
            .put("kafka_user", "nobody"),
        "The Kafka at %s refuses the user nobody: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512"
            .formatted(kafka.saslAddress()));
    int number = 0;
    for (Map.Entry<ObjectNode, String> each : cases.entrySet()) {
      String function = "wrong-" + number++;
      JsonNode trigger = host.trigger(function, "KAFKA", each.getKey());
      assertEquals(each.getValue(), host.awaitFailure(function, trigger));
    }
  }

  @Test
  void sharesItsTopicWithOtherConsumersOfTheGroup() throws Exception {
    topics.create("shared", 4);
    JsonNode trigger =
        host.trigger(
            "shared", "KAFKA", eventData("shared").put("kafka_consumer_group", "the-group"));
    host.awaitRunning("shared", trigger);
    List<String> messages = new ArrayList<>(numbered("alone", 40));
    topics.send("shared", messages);
    host.awaitMessages("shared", 40);
    Set<String> others = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> other = member("the-group")) {
      other.subscribe(List.of("shared"));
      TriggerHost.await(
          () -> {
            other.poll(Duration.ofMillis(100));
            return other.assignment().size() == 2;
          },
          () -> other.assignment().toString());
      List<String> both = numbered("both", 80);
      topics.send("shared", both);
      messages.addAll(both);
      TriggerHost.await(
          () -> {
            take(other, others);
            return others.size() + host.messages("shared").size() >= 120;
          },
          () -> others + " and " + host.messages("shared"));
    }
    List<String> alone = numbered("again", 40);
    topics.send("shared", alone);
    messages.addAll(alone);
    TriggerHost.await(
        () -> others.size() + host.messages("shared").size() >= 160,
        () -> others + " and " + host.messages("shared"));
    Set<String> all = new TreeSet<>(others);
    all.addAll(host.messages("shared"));
    assertEquals(new TreeSet<>(messages), all);
    assertFalse(others.isEmpty());
  }

  @Test
  void aFunctionWithoutRoomHoldsUpNobodyElseOfTheGroup() throws Exception {
    topics.create("full", 2);
    CountDownLatch released = new CountDownLatch(1);
    host.host.invoker.behaviour =
        (function, event) -> {
          if (function.name().equals("full")) {
            await(released);
          }
          return new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
        };
    JsonNode trigger =
        host.trigger(
            "full",
            "KAFKA",
            eventData("full").put("kafka_consumer_group", "full").put("batch_size", 1));
    host.awaitRunning("full", trigger);
    List<String> messages = numbered("m", 1500);
    topics.send("full", messages);
    TriggerHost.await(() -> open("full") >= 1000, () -> open("full") + " wait");
    Set<String> others = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> other = member("full")) {
      other.subscribe(List.of("full"));
      TriggerHost.await(
          () -> {
            take(other, others);
            return other.assignment().size() == 1;
          },
          () -> other.assignment().toString());
      released.countDown();
      TriggerHost.await(
          () -> {
            take(other, others);
            Set<String> all = new TreeSet<>(others);
            all.addAll(host.messages("full"));
            return all.size() == messages.size();
          },
          () -> others.size() + " and " + host.messages("full").size());
    } finally {
      released.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Invocations that have not ended. */
  private static double open(String function) {
    String labels = "{package=\"default\",function=\"%s\"} ".formatted(function);
    return metrics()
        .filter(line -> line.startsWith("planform_async_") && line.contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
        .sum();
  }

  /** Another consumer of a group. */
  private static KafkaConsumer<byte[], byte[]> member(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.address(),
            "group.id",
            group,
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void take(KafkaConsumer<byte[], byte[]> consumer, Set<String> messages) {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(each -> messages.add(new String(each.value(), StandardCharsets.UTF_8)));
    consumer.commitSync();
  }

  @Test
  void aTopicOfTheSameNameIsAnother() throws Exception {
    topics.create("anew", 1);
    JsonNode trigger = host.trigger("anew", "KAFKA", eventData("anew"));
    host.awaitRunning("anew", trigger);
    topics.send("anew", List.of("first"));
    host.awaitMessages("anew", 1);
    topics.delete("anew");
    host.awaitFailure("anew", trigger);
    topics.create("anew", 1);
    topics.send("anew", 0, Instant.now().plusSeconds(1), bytes("second"));
    assertGot("anew", List.of("first", "second"));
  }
}
