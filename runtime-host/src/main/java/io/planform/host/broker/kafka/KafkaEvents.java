package io.planform.host.broker.kafka;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.broker.Batches;
import io.planform.host.broker.MessageText;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Events of messages of one topic.
 *
 * @param discarded is told of messages that fit no event
 */
record KafkaEvents(
    String type, String region, String instance, InstantSource clock, Consumer<String> discarded)
    implements Batches.Form<ConsumerRecord<byte[], byte[]>> {

  /** Topics that were deleted and made again have the same offsets, of other times. */
  @Override
  public String identity(List<ConsumerRecord<byte[], byte[]>> batch) {
    Map<Integer, String> begins = new TreeMap<>();
    Map<Integer, Long> ends = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : batch) {
      begins.putIfAbsent(message.partition(), message.timestamp() + " " + message.offset());
      ends.put(message.partition(), message.offset());
    }
    return batch.getFirst().topic() + begins + ends;
  }

  @Override
  public byte[] payload(List<ConsumerRecord<byte[], byte[]>> batch) {
    ObjectNode event = Json.object();
    event.put("event_version", "v1.0");
    event.put("event_time", clock.instant().getEpochSecond());
    event.put("trigger_type", type);
    event.put("region", region);
    event.put("instance_id", instance);
    ObjectNode records = event.putArray("records").addObject();
    ArrayNode messages = records.putArray("messages");
    for (ConsumerRecord<byte[], byte[]> message : batch) {
      if (message.value() == null) {
        messages.addNull();
      } else {
        messages.add(MessageText.of(message.value()));
      }
    }
    records.put("topic_id", batch.getFirst().topic());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void tooLarge(ConsumerRecord<byte[], byte[]> message, int bytes) {
    discarded.accept(
        "The message at offset %d of partition %d of topic %s makes an event of %d bytes; %d are allowed."
            .formatted(
                message.offset(),
                message.partition(),
                message.topic(),
                bytes,
                Delivery.LARGEST_EVENT));
  }
}
