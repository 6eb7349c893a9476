package io.planform.host.ingestion;

import io.planform.host.server.ApiException;
import java.util.List;
import java.util.stream.IntStream;

/** Streams as triggers read them. */
public record Consumption(DataStreams streams) {

  /**
   * @throws ApiException FSS.0404 where there is no such stream
   */
  public void check(String stream) {
    streams.check(stream);
  }

  public boolean has(String stream) {
    return streams.all().stream().anyMatch(each -> each.name().equals(stream));
  }

  /**
   * A stream's partitions, from where a trigger is in them; one that has not begun does so now.
   *
   * @param fromStart whether with the oldest record that is kept; else with the next one
   * @throws ApiException FSS.0404 where there is no such stream
   */
  public List<ConsumedPartition> begin(String trigger, String stream, boolean fromStart) {
    DataStream of = streams.get(stream);
    return IntStream.range(0, of.partitions())
        .mapToObj(
            number ->
                ConsumedPartition.begin(
                    streams, new Partition(of, number), consumer(trigger), fromStart))
        .toList();
  }

  /** A trigger is gone. */
  public void forget(String trigger) {
    streams.checkpoints().delete(consumer(trigger));
  }

  /** No app can have this name. */
  private static String consumer(String trigger) {
    return "trigger/" + trigger;
  }
}
