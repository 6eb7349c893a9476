package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.ingestion.DataStreams.Placed;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts records into streams and reads them, as Data Ingestion Service's API does. */
public final class RecordApi {
  private static final String RECORDS = "/v2/{project_id}/records";
  private static final int MOST_RECORDS = 500;
  private static final int LARGEST_RECORD = 1024 * 1024;
  private static final int LARGEST_PUT = 5 * 1024 * 1024;
  private static final int LONGEST_KEY = 256;
  private static final int USUAL_FETCH = 1024 * 1024;
  private static final int LARGEST_FETCH = 10 * 1024 * 1024;
  private static final int MOST_FETCHED = 10_000;

  private final DataStreams streams;

  public RecordApi(DataStreams streams) {
    this.streams = streams;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("SendRecords", "POST", RECORDS, this::put).withBodyLimit(2L * LARGEST_PUT),
        Route.of("ConsumeRecords", "GET", RECORDS, this::read),
        Route.of("ShowCursor", "GET", "/v2/{project_id}/cursors", this::cursor));
  }

  private Response put(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("stream_name", "stream_id", "records"));
    DataStream stream =
        fields
            .text("stream_id")
            .filter(id -> !id.isEmpty())
            .map(streams::byId)
            .orElseGet(() -> streams.get(fields.requiredText("stream_name")));
    JsonNode records =
        fields
            .array("records")
            .orElseThrow(() -> ApiException.invalid("The field records is missing."));
    List<Placed> placed = placed(stream, records);
    List<Long> sequences = streams.append(placed);
    ObjectNode document = Json.object().put("failed_record_count", 0);
    ArrayNode list = document.putArray("records");
    for (int i = 0; i < placed.size(); i++) {
      list.addObject()
          .put("partition_id", placed.get(i).partition().id())
          .put("sequence_number", Long.toString(sequences.get(i)));
    }
    return Response.json(200, document);
  }

  private static List<Placed> placed(DataStream stream, JsonNode records) {
    if (records.isEmpty() || records.size() > MOST_RECORDS) {
      throw ApiException.invalid("There are 1 to %d records at a time.".formatted(MOST_RECORDS));
    }
    List<Placed> placed = new ArrayList<>();
    long bytes = 0;
    for (JsonNode each : records) {
      Placed one = placed(stream, Fields.of(each, "records[%d].".formatted(placed.size())));
      bytes += one.data().length;
      placed.add(one);
    }
    if (bytes > LARGEST_PUT) {
      throw new ApiException(FgsError.FSS_0413, "Records have 5 MiB of data at most at a time.");
    }
    return placed;
  }

  private static Placed placed(DataStream stream, Fields record) {
    record.refuseOthersThan(Set.of("data", "partition_key", "partition_id", "explicit_hash_key"));
    byte[] data;
    try {
      data = Base64.getDecoder().decode(record.requiredText("data"));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("The data of a record is not Base64.");
    }
    if (data.length > LARGEST_RECORD) {
      throw new ApiException(FgsError.FSS_0413, "A record has 1 MiB of data at most.");
    }
    String key = record.text("partition_key").orElse("");
    if (key.length() > LONGEST_KEY) {
      throw ApiException.invalid(
          "A partition_key has %d characters at most.".formatted(LONGEST_KEY));
    }
    return new Placed(partition(stream, record, key), key, data);
  }

  private static Partition partition(DataStream stream, Fields record, String key) {
    Optional<String> id = record.text("partition_id").filter(text -> !text.isEmpty());
    Optional<String> hash = record.text("explicit_hash_key").filter(text -> !text.isEmpty());
    if (id.isPresent()) {
      return Partition.of(stream, id.get());
    }
    if (hash.isPresent()) {
      return Partition.ofHash(stream, hash(hash.get()));
    }
    return Partition.ofKey(stream, key);
  }

  private static long hash(String text) {
    try {
      long hash = Long.parseLong(text);
      if (hash >= 0) {
        return hash;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ApiException.invalid("An explicit_hash_key is 0 to %d.".formatted(Long.MAX_VALUE));
  }

  private Response cursor(Request request) {
    DataStream stream = streams.get(required(request, "stream-name"));
    Partition partition = Partition.of(stream, required(request, "partition-id"));
    long sequence =
        switch (request.argument("cursor-type").orElse("AT_SEQUENCE_NUMBER")) {
          case "AT_SEQUENCE_NUMBER" -> sequence(request);
          case "AFTER_SEQUENCE_NUMBER" -> sequence(request) + 1;
          case "TRIM_HORIZON" -> streams.first(partition);
          case "LATEST" -> streams.next(partition);
          case "AT_TIMESTAMP" ->
              streams.firstSince(partition, whole("timestamp", required(request, "timestamp")));
          default ->
              throw ApiException.invalid(
                  "The parameter cursor-type can be AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST or AT_TIMESTAMP.");
        };
    if (sequence > streams.next(partition)) {
      throw ApiException.invalid(
          "The partition %s has no record %d yet.".formatted(partition.id(), sequence));
    }
    return Response.json(
        200, Json.object().put("partition_cursor", new Cursor(partition, sequence).text()));
  }

  private static long sequence(Request request) {
    return whole("starting-sequence-number", required(request, "starting-sequence-number"));
  }

  private Response read(Request request) {
    Cursor cursor = Cursor.of(required(request, "partition-cursor"), streams);
    int bytes = number(request, "max_fetch_bytes", USUAL_FETCH, LARGEST_FETCH);
    List<StreamRecord> found =
        streams.read(cursor.partition(), cursor.sequence(), MOST_FETCHED, bytes);
    ObjectNode document = Json.object();
    document.put("next_partition_cursor", after(cursor, found).text());
    ArrayNode list = document.putArray("records");
    for (StreamRecord each : found) {
      list.add(
          each.toJson().put("timestamp", each.arrivedAt()).put("timestamp_type", "CreateTime"));
    }
    return Response.json(200, document);
  }

  static Cursor after(Cursor cursor, List<StreamRecord> read) {
    return read.isEmpty() ? cursor : new Cursor(cursor.partition(), read.getLast().sequence() + 1);
  }

  static String required(Request request, String name) {
    return request
        .argument(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> ApiException.invalid("The parameter %s is missing.".formatted(name)));
  }

  static long whole(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiException.invalid("\"%s\" is no %s: a whole number.".formatted(text, name));
    }
    return Long.parseLong(text);
  }

  /** A number from 1 to a limit. */
  static int number(Request request, String name, int absent, int most) {
    Optional<String> text = request.argument(name).filter(value -> !value.isEmpty());
    long value = text.map(digits -> whole(name, digits)).orElse((long) absent);
    if (value < 1 || value > most) {
      throw ApiException.invalid("The parameter %s is 1 to %d.".formatted(name, most));
    }
    return (int) value;
  }
}
