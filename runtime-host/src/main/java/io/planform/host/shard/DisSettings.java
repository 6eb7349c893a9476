package io.planform.host.shard;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.TriggerSettings;
import java.time.Duration;
import java.util.Set;

/**
 * A DIS trigger.
 *
 * @param fromStart whether it begins with the oldest record that is kept; else with the next one
 * @param interval between looks for new records
 * @param batch most records in one event
 * @param bytes most data in one event
 * @param serial whether a shard's next event waits until the invocation before has ended
 */
record DisSettings(
    String stream, boolean fromStart, Duration interval, int batch, int bytes, boolean serial)
    implements TriggerSettings {
  private static final Set<String> FIELDS =
      Set.of(
          "stream_name",
          "sharditerator_type",
          "polling_interval",
          "polling_unit",
          "max_fetch_bytes",
          "is_serial",
          "batch_size");
  private static final int LARGEST_FETCH = 4 * 1024 * 1024;
  private static final int USUAL_BATCH = 100;
  private static final int LARGEST_BATCH = 10_000;
  private static final int LONGEST_INTERVAL = 60_000;

  static DisSettings parse(EventData data) {
    data.refuseOthersThan(FIELDS);
    String start = data.oneOf("sharditerator_type", Set.of("TRIM_HORIZON", "LATEST"));
    int interval = data.integer("polling_interval", 1, LONGEST_INTERVAL);
    boolean seconds =
        data.fields().has("polling_unit")
            && data.oneOf("polling_unit", Set.of("s", "ms")).equals("s");
    int bytes = optional(data, "max_fetch_bytes", 0, LARGEST_FETCH, 0);
    return new DisSettings(
        data.text("stream_name"),
        start.equals("TRIM_HORIZON"),
        seconds ? Duration.ofSeconds(interval) : Duration.ofMillis(interval),
        optional(data, "batch_size", 1, LARGEST_BATCH, USUAL_BATCH),
        bytes == 0 ? LARGEST_FETCH : bytes,
        serial(data));
  }

  private static int optional(EventData data, String field, int least, int most, int otherwise) {
    return data.fields().has(field) ? data.integer(field, least, most) : otherwise;
  }

  /** A text in the API; a truth value is taken too. */
  private static boolean serial(EventData data) {
    JsonNode value = data.fields().path("is_serial");
    return value.isBoolean()
        ? value.booleanValue()
        : data.fields().has("is_serial")
            && data.oneOf("is_serial", Set.of("true", "false")).equals("true");
  }

  @Override
  public String name() {
    return stream;
  }

  @Override
  public void refuseBeside(TriggerSettings other) {
    if (other instanceof DisSettings that && stream.equals(that.stream)) {
      throw ApiException.invalid(
          "There is a DIS trigger of the stream %s for the function already.".formatted(stream));
    }
  }
}
