package io.planform.host.shard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.ingestion.ConsumedPartition;
import io.planform.host.ingestion.ConsumedPartition.Batch;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands over the records of one shard in their order. Which records make an event is durable before
 * it is handed over, and that they were read after it was: an event that a killed host had handed
 * over is the same the next time, and is not handed over again.
 */
record Shard(ConsumedPartition partition, DisSettings settings, Delivery delivery) {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  /** What a function can be given. */
  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  String id() {
    return partition.id();
  }

  /** Runs until it is interrupted; why it ended where that was for another reason. */
  Optional<SourceException> run() {
    try {
      while (true) {
        Optional<Batch> next = partition.next(settings.batch(), settings.bytes(), LARGEST_EVENT);
        if (next.isPresent()) {
          handOver(next.get());
        }
        if (next.isEmpty() || next.get().isLast()) {
          Thread.sleep(settings.interval());
        }
      }
    } catch (InterruptedException e) {
      return Optional.empty();
    } catch (SourceException e) {
      return Optional.of(e);
    } catch (ApiException e) {
      return Optional.of(new SourceException(String.valueOf(e.getMessage()), e));
    }
  }

  private void handOver(Batch batch) throws SourceException, InterruptedException {
    if (!batch.records().isEmpty()) {
      String identity = batch.identity();
      delivery.deliver(identity, event(batch));
      if (settings.serial()) {
        awaitEnd(identity);
      }
    }
    partition.taken(batch);
  }

  private void awaitEnd(String identity) throws InterruptedException {
    Duration look = SHORTEST_LOOK;
    while (delivery.isInProgress(identity)) {
      Thread.sleep(look);
      look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
    }
  }

  private byte[] event(Batch batch) {
    ObjectNode event = Json.object().put("ShardID", partition.id());
    ObjectNode message = event.putObject("Message");
    message.put("next_partition_cursor", batch.cursor());
    ArrayNode records = message.putArray("records");
    batch.records().forEach(records::add);
    message.put("millis_behind_latest", Long.toString(batch.millisBehind()));
    event.put("Tag", "latest");
    event.put("StreamName", settings.stream());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
