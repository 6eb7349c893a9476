package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.ingestion.Checkpoints.Checkpoint;
import io.planform.host.server.ApiException;
import java.util.List;
import java.util.Optional;

/**
 * One partition as one trigger reads it: in batches, the same one again until it was taken. The
 * note of its checkpoint has the last record of the batch, while there is one.
 */
public final class ConsumedPartition {
  /** Of a record in an event, beside its key and data. */
  private static final int FRAME = 100;

  private final DataStreams streams;
  private final Partition partition;
  private final String consumer;

  private ConsumedPartition(DataStreams streams, Partition partition, String consumer) {
    this.streams = streams;
    this.partition = partition;
    this.consumer = consumer;
  }

  static ConsumedPartition begin(
      DataStreams streams, Partition partition, String consumer, boolean fromStart) {
    ConsumedPartition consumed = new ConsumedPartition(streams, partition, consumer);
    if (streams.checkpoints().find(consumer, partition).isEmpty()) {
      long first = fromStart ? streams.first(partition) : streams.next(partition);
      streams.checkpoints().put(consumer, partition, new Checkpoint(first, ""));
    }
    return consumed;
  }

  /** {@code shardId-0000000000}. */
  public String id() {
    return partition.id();
  }

  /**
   * Records that follow each other.
   *
   * @param identity the same for the same batch only
   * @param records as DIS's API shows them; none where all were too old before they were taken
   * @param cursor of what follows
   * @param millisBehind how much older the last one is than what is waited for; 0 for the newest
   * @param isLast whether nothing followed when it was read
   */
  public record Batch(
      String identity,
      List<ObjectNode> records,
      String cursor,
      long millisBehind,
      boolean isLast,
      long end) {}

  /**
   * The next batch; empty where there are no records.
   *
   * @param most records
   * @param bytes of data, but for a single record
   * @param largest bytes of records as an event has them, but for a single one
   * @throws ApiException where the stream is gone or cannot be read
   */
  public Optional<Batch> next(int most, int bytes, int largest) {
    DataStream unused = streams.byId(partition.stream().id());
    Checkpoint at =
        streams
            .checkpoints()
            .find(consumer, partition)
            .orElseThrow(() -> ApiException.invalid("The trigger is gone."));
    if (at.note().isEmpty()) {
      return fresh(at.sequence(), most, bytes, largest);
    }
    long end = Long.parseLong(at.note()) + 1;
    int count = (int) Math.min(end - at.sequence(), Integer.MAX_VALUE);
    List<StreamRecord> records =
        streams.read(partition, at.sequence(), count, Integer.MAX_VALUE).stream()
            .filter(each -> each.sequence() < end)
            .toList();
    return Optional.of(batch(at.sequence(), records, end));
  }

  private Optional<Batch> fresh(long from, int most, int bytes, int largest) {
    List<StreamRecord> records = fitting(streams.read(partition, from, most, bytes), largest);
    if (records.isEmpty()) {
      return Optional.empty();
    }
    long first = records.getFirst().sequence();
    long last = records.getLast().sequence();
    streams.checkpoints().put(consumer, partition, new Checkpoint(first, Long.toString(last)));
    return Optional.of(batch(first, records, last + 1));
  }

  private static List<StreamRecord> fitting(List<StreamRecord> records, int largest) {
    long size = 0;
    for (int i = 0; i < records.size(); i++) {
      StreamRecord each = records.get(i);
      // A character of a key may become six, and data are a third more.
      size += FRAME + 6L * each.key().length() + each.data().length / 3 * 4L + 4;
      if (i > 0 && size > largest) {
        return records.subList(0, i);
      }
    }
    return records;
  }

  private Batch batch(long first, List<StreamRecord> records, long end) {
    boolean isLast = end >= streams.next(partition);
    long behind = isLast || records.isEmpty() ? 0 : Math.max(0, streams.age(records.getLast()));
    return new Batch(
        "%s/%d/%d-%d".formatted(partition.stream().id(), partition.number(), first, end - 1),
        records.stream().map(StreamRecord::toJson).toList(),
        new Cursor(partition, end).text(),
        behind,
        isLast,
        end);
  }

  /** A batch is done with: what follows is next. */
  public void taken(Batch batch) {
    streams.checkpoints().put(consumer, partition, new Checkpoint(batch.end(), ""));
  }
}
