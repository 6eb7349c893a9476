package io.planform.host.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.topic.Topics;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is published to one topic, for one trigger. */
final class SmnSource implements TriggerSource {
  private final Trigger trigger;
  private final Topics topics;
  private final Inbox inbox;
  private final Delivery delivery;

  SmnSource(Trigger trigger, Topics topics, Inbox inbox, Delivery delivery) {
    this.trigger = trigger;
    this.topics = topics;
    this.inbox = inbox;
    this.delivery = delivery;
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    String topic = trigger.settings().name();
    while (true) {
      if (!topics.has(topic)) {
        throw new SourceException("There is no topic %s any more.".formatted(topic));
      }
      take(inbox.await(trigger.id()));
    }
  }

  private void take(List<Inbox.Message> messages) throws SourceException, InterruptedException {
    if (!messages.isEmpty()) {
      List<Delivery.Event> events = new ArrayList<>();
      for (Inbox.Message each : messages) {
        JsonNode message = read(each);
        events.add(
            new Delivery.Event(
                message.path("message_id").asText(),
                event(message).toString().getBytes(StandardCharsets.UTF_8)));
      }
      delivery.deliver(events);
      inbox.done(trigger.id(), messages.getLast());
    }
  }

  private static JsonNode read(Inbox.Message message) {
    try {
      return Json.read(message.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message is not ours", e);
    }
  }

  private ObjectNode event(JsonNode message) {
    String function = trigger.target().toString();
    String id = message.path("message_id").asText();
    String time = message.path("timestamp").asText();
    ObjectNode event = Json.object();
    ObjectNode entry = event.putArray("record").addObject().put("event_version", "1.0");
    entry
        .putObject("smn")
        .put("topic_urn", message.path("topic_urn").asText())
        .put("timestamp", time)
        .putNull("message_attributes")
        .put("message", message.path("message").asText())
        .put("type", "notification")
        .put("message_id", id)
        .put("subject", message.path("subject").asText());
    entry.put("event_subscription_urn", function).put("event_source", "smn");
    return event
        .put("functionname", trigger.target().name())
        .put("requestId", id)
        .put("timestamp", time);
  }

  @Override
  public void close() {
    // The inbox is everybody's.
  }
}
