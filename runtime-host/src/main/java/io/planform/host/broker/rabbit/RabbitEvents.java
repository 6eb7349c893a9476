package io.planform.host.broker.rabbit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.broker.Batches;
import io.planform.host.broker.MessageText;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Events of messages of one exchange. No sample of the service's was to be had: they follow
 * Kafka's.
 *
 * @param discarded is told of messages that fit no event
 */
record RabbitEvents(
    RabbitSettings settings, String region, InstantSource clock, Consumer<String> discarded)
    implements Batches.Form<Message> {

  /** RabbitMQ gives messages no identity, and publishers need not. */
  @Override
  public String identity(List<Message> batch) {
    return UUID.randomUUID().toString();
  }

  @Override
  public byte[] payload(List<Message> batch) {
    ObjectNode event = Json.object();
    event.put("event_version", "v1.0");
    event.put("event_time", clock.instant().getEpochSecond());
    event.put("trigger_type", RabbitTriggers.NAME);
    event.put("region", region);
    ObjectNode records = event.putArray("records").addObject();
    ArrayNode messages = records.putArray("messages");
    batch.forEach(message -> messages.add(MessageText.of(message.body())));
    records.put("instance_id", settings.instance());
    records.put("exchange", settings.exchange());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void tooLarge(Message message, int bytes) {
    message.refuse();
    discarded.accept(
        "A message of exchange %s makes an event of %d bytes; %d are allowed."
            .formatted(settings.exchange(), bytes, Delivery.LARGEST_EVENT));
  }
}
