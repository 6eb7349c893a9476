package io.planform.host.broker.rabbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.planform.host.broker.TriggerHost;
import io.planform.host.server.Json;
import io.planform.testing.RabbitServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every test has a function and an exchange of one name of its own, at one server and one host. */
@EnabledIf(
    value = "io.planform.testing.RabbitServer#isInstalled",
    disabledReason = "rabbitmq-server is not installed; ./verify does that")
class RabbitTriggerTest {
  @TempDir static Path folder;

  private static RabbitServer rabbit;
  private static TriggerHost host;

  @BeforeAll
  static void start() throws Exception {
    rabbit = RabbitServer.start(folder.resolve("rabbit"));
    host = new TriggerHost(folder.resolve("home"));
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
    rabbit.close();
  }

  /** What is done at the server. */
  private interface Work {
    void at(Channel channel) throws Exception;
  }

  private static void with(Work work) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(rabbit.port());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      work.at(channel);
      channel.waitForConfirmsOrDie();
    }
  }

  private static void declare(String exchange, String type) throws Exception {
    with(channel -> channel.exchangeDeclare(exchange, type, true));
  }

  private static void publish(String exchange, String key, String... messages) throws Exception {
    with(
        channel -> {
          for (String message : messages) {
            channel.basicPublish(exchange, key, null, message.getBytes(UTF_8));
          }
        });
  }

  private static ObjectNode eventData(String exchange) {
    ObjectNode data = Json.object();
    data.put("instance_id", "rabbit-1");
    data.put("connect_address", rabbit.address());
    data.put("exchange_name", exchange);
    data.put("access_user", "guest");
    data.put("access_password", "guest");
    data.put("batch_size", 10);
    return data;
  }

  @Test
  void handsOverTheMessagesOfAnExchange() throws Exception {
    declare("orders", "fanout");
    JsonNode trigger = host.trigger("orders", "RABBITMQ", eventData("orders"));
    host.awaitRunning("orders", trigger);
    publish("orders", "", "one", "x".repeat(300_000), "two");
    host.awaitMessages("orders", 2);
    assertEquals(Set.of("one", "two"), new HashSet<>(host.messages("orders")));
    ObjectNode event = (ObjectNode) host.events("orders").getFirst();
    assertTrue(event.path("event_time").isIntegralNumber());
    event.remove("event_time");
    ((ObjectNode) event.path("records").path(0)).putArray("messages").add("…");
    assertEquals(
        """
        {"event_version":"v1.0","trigger_type":"RABBITMQ","region":"%s",\
        "records":[{"messages":["…"],"instance_id":"rabbit-1","exchange":"orders"}]}"""
            .formatted(host.host.credentials().region()),
        event.toString());
    assertFalse(host.shown("orders", trigger).path("event_data").has("access_password"));
  }

  @Test
  void beginsWithWhatIsPublishedAfterItWasMade() throws Exception {
    declare("prompt", "fanout");
    JsonNode trigger = host.trigger("prompt", "RABBITMQ", eventData("prompt"));
    publish("prompt", "", "first");
    host.awaitMessages("prompt", 1);
    assertEquals("RUNNING", host.shown("prompt", trigger).at("/source/state").asText());
  }

  @Test
  void takesWhatIsRoutedToIt() throws Exception {
    declare("routed", "direct");
    JsonNode trigger =
        host.trigger("routed", "RABBITMQ", eventData("routed").put("routing_key", "ours"));
    host.awaitRunning("routed", trigger);
    publish("routed", "theirs", "not this");
    publish("routed", "ours", "this");
    host.awaitMessages("routed", 1);
    assertEquals(List.of("this"), host.messages("routed"));
  }

  @Test
  void messagesWaitForADisabledTriggerAndForARestartedServer() throws Exception {
    declare("waits", "fanout");
    JsonNode trigger = host.trigger("waits", "RABBITMQ", eventData("waits"));
    host.awaitRunning("waits", trigger);
    host.update("waits", trigger, "{\"trigger_status\":\"DISABLED\"}");
    with(
        channel ->
            channel.basicPublish(
                "waits",
                "",
                com.rabbitmq.client.MessageProperties.PERSISTENT_BASIC,
                "kept".getBytes(UTF_8)));
    rabbit.stop();
    host.update("waits", trigger, "{\"trigger_status\":\"ACTIVE\"}");
    assertTrue(
        host.awaitFailure("waits", trigger)
            .startsWith("No RabbitMQ answers at %s: ".formatted(rabbit.address())));
    rabbit.startAgain();
    host.awaitMessages("waits", 1);
    assertEquals(List.of("kept"), host.messages("waits"));
  }

  @Test
  void speaksTls() throws Exception {
    declare("secret", "fanout");
    ObjectNode data =
        eventData("secret").put("connect_address", rabbit.tlsAddress()).put("ssl_enable", true);
    JsonNode trigger = host.trigger("secret", "RABBITMQ", data);
    assertTrue(
        host.awaitFailure("secret", trigger)
            .startsWith("No RabbitMQ answers at %s: ".formatted(rabbit.tlsAddress())));
    Path trusted = Files.createDirectories(folder.resolve("home").resolve("certificates"));
    Files.copy(rabbit.certificate(), trusted.resolve("rabbit.pem"));
    host.awaitRunning("secret", trigger);
    publish("secret", "", "hello");
    host.awaitMessages("secret", 1);
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    declare("wrong", "fanout");
    List<ObjectNode> cases =
        List.of(
            eventData("wrong").put("access_password", "no"),
            eventData("nothing"),
            eventData("wrong").put("vhost", "nowhere"));
    List<String> expected =
        List.of(
            "The RabbitMQ at %s refuses the user or password.".formatted(rabbit.address()),
            "The RabbitMQ at %s says: NOT_FOUND - no exchange 'nothing' in vhost '/'"
                .formatted(rabbit.address()),
            "The RabbitMQ at %s says: NOT_ALLOWED - vhost nowhere not found"
                .formatted(rabbit.address()));
    for (int i = 0; i < cases.size(); i++) {
      String function = "wrong-" + i;
      JsonNode trigger = host.trigger(function, "RABBITMQ", cases.get(i));
      assertEquals(expected.get(i), host.awaitFailure(function, trigger));
    }
  }
}
