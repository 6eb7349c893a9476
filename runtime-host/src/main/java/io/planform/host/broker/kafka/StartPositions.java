package io.planform.host.broker.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * Where a group begins in partitions that it has committed nothing of: at the first message that is
 * not older than the trigger. That is committed at once, so that a trigger which finds no message
 * begins there later too.
 */
final class StartPositions implements ConsumerRebalanceListener {
  private final Consumer<?, ?> consumer;
  private final Instant since;
  private final Duration longestAnswer;

  /** Set, and not committed yet. */
  private final Map<TopicPartition, OffsetAndMetadata> fresh = new HashMap<>();

  StartPositions(Consumer<?, ?> consumer, Instant since, Duration longestAnswer) {
    this.consumer = consumer;
    this.since = since;
    this.longestAnswer = longestAnswer;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(Set.copyOf(partitions), longestAnswer);
    List<TopicPartition> unknown =
        partitions.stream().filter(partition -> committed.get(partition) == null).toList();
    if (unknown.isEmpty()) {
      return;
    }
    // The ends first: a message that arrives between the two answers is after them.
    Map<TopicPartition, Long> ends = consumer.endOffsets(unknown, longestAnswer);
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            unknown.stream()
                .collect(Collectors.toMap(Function.identity(), _ -> since.toEpochMilli())),
            longestAnswer);
    for (TopicPartition partition : unknown) {
      OffsetAndTimestamp first = found.get(partition);
      long offset = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
      consumer.seek(partition, offset);
      fresh.put(partition, new OffsetAndMetadata(offset));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(fresh::remove);
  }

  /** Commits where the group began; while it settles who has the partitions, the next call does. */
  void keep() {
    if (fresh.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(Map.copyOf(fresh), longestAnswer);
      fresh.clear();
    } catch (RebalanceInProgressException e) {
      // Of the partitions that it takes away, onPartitionsRevoked tells.
    }
  }

  /**
   * Goes to the first messages of partitions whose next ones the broker has deleted meanwhile.
   *
   * @param offsets of those that were wanted
   * @return what was missed
   */
  List<String> begin(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(offsets.keySet(), longestAnswer);
    List<String> missed = new ArrayList<>();
    offsets.forEach(
        (partition, wanted) -> {
          long begin = begins.getOrDefault(partition, wanted);
          consumer.seek(partition, begin);
          missed.add(
              "Partition %d of topic %s has no offset %d any more; it goes on at %d."
                  .formatted(partition.partition(), partition.topic(), wanted, begin));
        });
    return missed;
  }
}
