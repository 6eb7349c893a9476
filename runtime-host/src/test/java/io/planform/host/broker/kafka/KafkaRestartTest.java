package io.planform.host.broker.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.broker.TriggerHost;
import io.planform.host.server.Json;
import io.planform.testing.KafkaServer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers and hosts come and go; the messages between are not lost. */
class KafkaRestartTest {
  private static final List<String> FIRST = List.of("1", "2", "3");
  private static final List<String> SECOND = List.of("4", "5", "6");

  @TempDir Path folder;

  @Test
  void messagesArriveWhateverRestarts() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
        Topics topics = new Topics(kafka)) {
      topics.create("orders", 2);
      JsonNode trigger;
      try (TriggerHost host = new TriggerHost(folder.resolve("home"))) {
        trigger = host.trigger("orders", "KAFKA", eventData(kafka));
        host.awaitRunning("orders", trigger);
        kafka.stop();
        assertEquals(
            "No Kafka broker answers at %s.".formatted(kafka.address()),
            host.awaitFailure("orders", trigger));
        kafka.startAgain();
        topics.send("orders", FIRST);
        host.awaitMessages("orders", FIRST.size());
        assertEquals(Set.copyOf(FIRST), new HashSet<>(host.messages("orders")));
      }
      topics.send("orders", SECOND);
      try (TriggerHost host = new TriggerHost(folder.resolve("home"))) {
        host.awaitMessages("orders", SECOND.size());
        assertTrue(host.messages("orders").containsAll(SECOND));
        assertEquals(SECOND.size(), host.messages("orders").size());
      }
    }
  }

  private static ObjectNode eventData(KafkaServer kafka) {
    ObjectNode data = Json.object();
    data.put("instance_id", kafka.address());
    data.putArray("topic_ids").add("orders");
    data.put("batch_size", 1000);
    return data;
  }
}
