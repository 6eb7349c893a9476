package io.planform.host.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.event.Channels;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSource;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What of a channel's events one trigger wants. */
final class EventGridSource implements TriggerSource {
  private final Trigger trigger;
  private final Channels channels;
  private final Inbox inbox;
  private final Delivery delivery;

  EventGridSource(Trigger trigger, Channels channels, Inbox inbox, Delivery delivery) {
    this.trigger = trigger;
    this.channels = channels;
    this.inbox = inbox;
    this.delivery = delivery;
  }

  @Override
  public void run() throws SourceException, InterruptedException {
    String channel = ((EventGridType.Settings) trigger.settings()).channel();
    while (true) {
      if (!channels.has(channel)) {
        throw new SourceException("There is no channel %s any more.".formatted(channel));
      }
      List<Inbox.Message> messages = inbox.await(trigger.id());
      if (!messages.isEmpty()) {
        delivery.deliver(messages.stream().map(EventGridSource::event).toList());
        inbox.done(trigger.id(), messages.getLast());
      }
    }
  }

  /** A source and an id make an event, however often it is published. */
  private static Delivery.Event event(Inbox.Message message) {
    try {
      JsonNode event = Json.read(message.text());
      return new Delivery.Event(
          event.path("source").asText() + '\n' + event.path("id").asText(),
          message.text().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event is not ours", e);
    }
  }

  @Override
  public void close() {
    // The inbox is everybody's.
  }
}
