package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** Streams as Data Ingestion Service's API has them. */
public final class DataStreamApi {
  private static final String STREAMS = "/v2/{project_id}/streams";
  private static final String STREAM = STREAMS + "/{stream_name}";
  private static final String TAGS = "/v2/{project_id}/stream/{stream_id}/tags";
  private static final Pattern NAME = Pattern.compile("[\\w-]{1,64}");
  private static final Set<String> TYPES = Set.of("COMMON", "ADVANCED");
  private static final Set<String> DATA_TYPES = Set.of("BLOB", "JSON", "CSV");
  private static final int USUAL_HOURS = 24;
  private static final int MOST_HOURS = 168;
  private static final int MOST_PARTITIONS = 50;
  private static final int USUAL_LIST = 10;
  private static final int LONGEST_LIST = 100;
  private static final int MOST_TAGS = 10;

  /** What a request may have that this host does not do. */
  private static final List<String> NOT_BUILT =
      List.of(
          "compression_format",
          "csv_properties",
          "data_schema",
          "auto_scale_min_partition_count",
          "auto_scale_max_partition_count");

  private final DataStreams streams;
  private final InstantSource clock;

  public DataStreamApi(DataStreams streams, InstantSource clock) {
    this.streams = streams;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateStream", "POST", STREAMS, this::create),
        Route.of("ListStreams", "GET", STREAMS, this::list),
        Route.of("ShowStream", "GET", STREAM, this::show),
        Route.of("DeleteStream", "DELETE", STREAM, this::delete),
        Route.of("UpdateStream", "PUT", "/v3/{project_id}/streams/{stream_name}", this::update),
        Route.of("UpdatePartitionCount", "PUT", STREAM, this::scale),
        Route.of("ShowStreamTags", "GET", TAGS, this::tags),
        Route.of("ChangeStreamTags", "POST", TAGS + "/action", this::tag));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    refuseWhatIsMissing(
        fields,
        Set.of(
            "stream_name",
            "partition_count",
            "stream_type",
            "data_type",
            "data_duration",
            "auto_scale_enabled",
            "tags",
            "sys_tags"));
    String name = fields.requiredText("stream_name");
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field stream_name has 1 to 64 letters, digits, hyphens and underscores.");
    }
    int partitions = fields.requiredInteger("partition_count");
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw ApiException.invalid(
          "The field partition_count is 1 to %d.".formatted(MOST_PARTITIONS));
    }
    long now = clock.millis();
    DataStream stream =
        new DataStream(
            name,
            UUID.randomUUID().toString().replace("-", ""),
            oneOf(fields, "stream_type", TYPES, "COMMON"),
            oneOf(fields, "data_type", DATA_TYPES, "BLOB"),
            partitions,
            hours(fields, USUAL_HOURS),
            tags(fields, Map.of()),
            now,
            now);
    Response answer = Response.json(201, Json.object());
    return streams.create(stream, MOST_PARTITIONS, Operation.of(request), answer);
  }

  private static void refuseWhatIsMissing(Fields fields, Set<String> known) {
    Set<String> all = new HashSet<>(known);
    all.addAll(NOT_BUILT);
    fields.refuseOthersThan(all);
    for (String name : NOT_BUILT) {
      if (fields.any(name).isPresent()) {
        throw notBuilt(name);
      }
    }
    if (fields.bool("auto_scale_enabled").orElse(false)) {
      throw notBuilt("auto_scale_enabled");
    }
    boolean inProject =
        fields.array("sys_tags").stream()
            .flatMap(JsonNode::valueStream)
            .allMatch(tag -> Set.of("", "0").contains(tag.path("value").asText()));
    if (!inProject) {
      throw notBuilt("sys_tags");
    }
  }

  private static ApiException notBuilt(String name) {
    return new ApiException(
        FgsError.FSS_0406,
        "Streams of this runtime host have no %s; leave it out.".formatted(name));
  }

  private static String oneOf(Fields fields, String name, Set<String> words, String otherwise) {
    String word = fields.text(name).orElse(otherwise);
    if (!words.contains(word)) {
      throw ApiException.invalid(
          "The field %s is \"%s\"; it can be %s."
              .formatted(name, word, String.join(", ", new TreeSet<>(words))));
    }
    return word;
  }

  private static int hours(Fields fields, int otherwise) {
    int hours = fields.integer("data_duration").orElse(otherwise);
    if (hours < USUAL_HOURS || hours > MOST_HOURS) {
      throw ApiException.invalid(
          "The field data_duration is %d to %d hours.".formatted(USUAL_HOURS, MOST_HOURS));
    }
    return hours;
  }

  private Response list(Request request) {
    String after = request.argument("start_stream_name").orElse("");
    int limit = RecordApi.number(request, "limit", USUAL_LIST, LONGEST_LIST);
    List<DataStream> all = streams.all();
    List<DataStream> rest = all.stream().filter(each -> each.name().compareTo(after) > 0).toList();
    ObjectNode document = Json.object().put("total_number", all.size());
    document.put("has_more_streams", rest.size() > limit);
    ArrayNode names = document.putArray("stream_names");
    ArrayNode list = document.putArray("stream_info_list");
    for (DataStream each : rest.subList(0, Math.min(limit, rest.size()))) {
      names.add(each.name());
      list.add(each.toJson().put("partition_count", each.partitions()));
    }
    return Response.json(200, document);
  }

  private DataStream stream(Request request) {
    return streams.get(request.parameter("stream_name"));
  }

  private Response show(Request request) {
    DataStream stream = stream(request);
    String after = request.argument("start_partitionId").orElse("");
    int from = after.isEmpty() ? 0 : Partition.of(stream, after).number() + 1;
    int limit = RecordApi.number(request, "limit_partitions", 100, 1000);
    int end = Math.min(stream.partitions(), from + limit);
    ObjectNode document =
        stream
            .toJson()
            .put("stream_id", stream.id())
            .put("last_modified_time", stream.modifiedAt())
            .put("readable_partition_count", stream.partitions())
            .put("writable_partition_count", stream.partitions())
            .put("has_more_partitions", end < stream.partitions());
    ArrayNode list = document.putArray("partitions");
    for (int number = from; number < end; number++) {
      Partition partition = new Partition(stream, number);
      list.addObject()
          .put("partition_id", partition.id())
          .put("status", "ACTIVE")
          .put("hash_range", partition.hashRange())
          .put(
              "sequence_number_range",
              "[%d : %d]".formatted(streams.first(partition), streams.next(partition)));
    }
    return Response.json(200, document);
  }

  private Response delete(Request request) {
    return streams.delete(stream(request), Operation.of(request));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    refuseWhatIsMissing(
        fields, Set.of("stream_name", "data_duration", "data_type", "auto_scale_enabled"));
    DataStream before = stream(request);
    DataStream stream =
        before.changed(
            hours(fields, before.hours()),
            oneOf(fields, "data_type", DATA_TYPES, before.dataType()),
            clock.millis());
    return streams.change(stream, Operation.of(request), Response.json(200, Json.object()));
  }

  private Response scale(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("stream_name", "target_partition_count"));
    DataStream stream = stream(request);
    if (fields.requiredInteger("target_partition_count") != stream.partitions()) {
      throw new ApiException(
          FgsError.FSS_0406,
          "The stream %s keeps its %d partitions in this runtime host; make another stream."
              .formatted(stream.name(), stream.partitions()));
    }
    return Response.json(
        200,
        Json.object()
            .put("stream_name", stream.name())
            .put("current_partition_count", stream.partitions())
            .put("target_partition_count", stream.partitions()));
  }

  private Response tags(Request request) {
    DataStream stream = streams.byId(request.parameter("stream_id"));
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("tags");
    stream.tags().forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return Response.json(200, document);
  }

  private Response tag(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "tags"));
    DataStream stream = streams.byId(request.parameter("stream_id"));
    Map<String, String> tags = new TreeMap<>(stream.tags());
    Map<String, String> named = tags(fields, Map.of());
    switch (fields.requiredText("action")) {
      case "create" -> tags.putAll(named);
      case "delete" -> tags.keySet().removeAll(named.keySet());
      default -> throw ApiException.invalid("The field action is create or delete.");
    }
    checkCount(tags);
    return streams.change(stream.tagged(tags), Operation.of(request), Response.noContent());
  }

  private static Map<String, String> tags(Fields fields, Map<String, String> otherwise) {
    if (fields.array("tags").isEmpty()) {
      return otherwise;
    }
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode each : fields.array("tags").get()) {
      Fields tag = Fields.of(each, "tags.");
      tag.refuseOthersThan(Set.of("key", "value"));
      tags.put(tag.requiredText("key"), tag.text("value").orElse(""));
    }
    checkCount(tags);
    return tags;
  }

  private static void checkCount(Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw ApiException.invalid("A stream has %d tags at most.".formatted(MOST_TAGS));
    }
  }
}
