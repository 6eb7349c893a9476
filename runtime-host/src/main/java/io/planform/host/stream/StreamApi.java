package io.planform.host.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Log groups and streams as Log Tank Service's API has them. */
public final class StreamApi {
  private static final String GROUPS = "/v2/{project_id}/groups";
  private static final String GROUP = GROUPS + "/{log_group_id}";
  private static final String STREAMS = GROUP + "/streams";
  private static final String FAVORITES = "/v1.0/{project_id}/lts/favorite";
  private static final Pattern NAME = Pattern.compile("[\\p{IsHan}\\w.-]{1,64}");
  private static final int LONGEST_DAYS = 365;
  private static final int MOST_TAGS = 20;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 255;

  private final LogStreams streams;
  private final Consumer<String> forget;
  private final InstantSource clock;

  /**
   * @param forget deletes what a stream holds
   */
  public StreamApi(LogStreams streams, Consumer<String> forget, InstantSource clock) {
    this.streams = streams;
    this.forget = forget;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateLogGroup", "POST", GROUPS, this::createGroup),
        Route.of("ListLogGroups", "GET", GROUPS, this::listGroups),
        Route.of("UpdateLogGroup", "POST", GROUP, this::updateGroup),
        Route.of("DeleteLogGroup", "DELETE", GROUP, this::deleteGroup),
        Route.of("CreateLogStream", "POST", STREAMS, this::createStream),
        Route.of("ListLogStream", "GET", STREAMS, this::listStreams),
        Route.of("ListLogStreams", "GET", "/v2/{project_id}/log-streams", this::searchStreams),
        Route.of(
            "UpdateLogStream", "PUT", GROUP + "/streams-ttl/{log_stream_id}", this::updateStream),
        Route.of("DeleteLogStream", "DELETE", STREAMS + "/{log_stream_id}", this::deleteStream),
        Route.of(
            "CreateLogTags",
            "POST",
            "/v1/{project_id}/{resource_type}/{resource_id}/tags/action",
            this::tag),
        Route.of("CreateFavoriteLog", "POST", FAVORITES, this::favor),
        Route.of("DeleteFavoriteLog", "DELETE", FAVORITES + "/{fav_res_id}", this::disfavor));
  }

  private Response createGroup(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("log_group_name", "ttl_in_days", "tags"));
    LogGroup group =
        new LogGroup(
            UUID.randomUUID().toString(),
            name(fields, "log_group_name"),
            days(fields.requiredInteger("ttl_in_days")),
            tags(fields, Map.of()),
            clock.millis());
    Response answer = Response.json(201, Json.object().put("log_group_id", group.id()));
    return streams.create(group, Operation.of(request), answer);
  }

  private Response listGroups(Request request) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("log_groups");
    streams.groups().forEach(group -> list.add(group.toJson()));
    return Response.json(200, document);
  }

  private Response updateGroup(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("ttl_in_days", "tags"));
    LogGroup before = streams.group(request.parameter("log_group_id"));
    LogGroup group =
        before
            .withDays(days(fields.requiredInteger("ttl_in_days")))
            .withTags(tags(fields, before.tags()));
    return streams.change(group, Operation.of(request), Response.json(200, group.toJson()));
  }

  private Response deleteGroup(Request request) {
    LogGroup group = streams.group(request.parameter("log_group_id"));
    List<LogStream> held = streams.streams(Optional.of(group));
    Response answer = streams.delete(group, Operation.of(request));
    held.forEach(stream -> forget.accept(stream.id()));
    return answer;
  }

  private Response createStream(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("log_stream_name", "ttl_in_days", "tags"));
    int days = fields.integer("ttl_in_days").orElse(LogStream.OF_GROUP);
    LogStream stream =
        new LogStream(
            UUID.randomUUID().toString(),
            streams.group(request.parameter("log_group_id")).id(),
            name(fields, "log_stream_name"),
            days == LogStream.OF_GROUP ? days : days(days),
            false,
            tags(fields, Map.of()),
            clock.millis());
    Response answer = Response.json(201, Json.object().put("log_stream_id", stream.id()));
    return streams.create(stream, Operation.of(request), answer);
  }

  private Response listStreams(Request request) {
    LogGroup group = streams.group(request.parameter("log_group_id"));
    return list(streams.streams(Optional.of(group)));
  }

  private Response searchStreams(Request request) {
    String group = request.argument("log_group_name").orElse("");
    String name = request.argument("log_stream_name").orElse("");
    return list(
        streams.streams(Optional.empty()).stream()
            .filter(each -> streams.groupName(each).contains(group) && each.name().contains(name))
            .toList());
  }

  private static Response list(List<LogStream> found) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("log_streams");
    found.forEach(stream -> list.add(stream.toJson()));
    return Response.json(200, document);
  }

  private LogStream stream(Request request) {
    return streams.stream(request.parameter("log_group_id"), request.parameter("log_stream_id"));
  }

  private Response updateStream(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("ttl_in_days", "tags"));
    LogStream before = stream(request);
    int days = fields.requiredInteger("ttl_in_days");
    LogStream stream =
        before
            .withDays(days == LogStream.OF_GROUP ? days : days(days))
            .withTags(tags(fields, before.tags()));
    ObjectNode document =
        Json.object()
            .put("creation_time", stream.createdAt())
            .put("log_topic_name", stream.name())
            .put("log_topic_id", stream.id())
            .put("ttl_in_days", stream.days());
    return streams.change(stream, Operation.of(request), Response.json(200, document));
  }

  private Response deleteStream(Request request) {
    LogStream stream = stream(request);
    Response answer = streams.delete(stream, Operation.of(request));
    forget.accept(stream.id());
    return answer;
  }

  /** Streams are called topics there. */
  private Response tag(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "is_open", "tags"));
    boolean adds =
        switch (fields.requiredText("action")) {
          case "create" -> true;
          case "delete" -> false;
          default -> throw ApiException.invalid("The field action is create or delete.");
        };
    Map<String, String> named = tags(fields, Map.of());
    String id = request.parameter("resource_id");
    Operation operation = Operation.of(request);
    Response answer = Response.json(201, Json.object());
    return switch (request.parameter("resource_type")) {
      case "groups" -> {
        LogGroup group = streams.group(id);
        yield streams.change(group.withTags(changed(group.tags(), named, adds)), operation, answer);
      }
      case "topics" -> {
        LogStream stream = known(id);
        yield streams.change(
            stream.withTags(changed(stream.tags(), named, adds)), operation, answer);
      }
      default -> throw ApiException.invalid("What has tags are groups and topics.");
    };
  }

  private LogStream known(String id) {
    return streams
        .find(id)
        .orElseThrow(() -> ApiException.invalid("There is no log stream %s.".formatted(id)));
  }

  private static Map<String, String> changed(
      Map<String, String> before, Map<String, String> named, boolean adds) {
    Map<String, String> tags = new TreeMap<>(before);
    if (adds) {
      tags.putAll(named);
    } else {
      tags.keySet().removeAll(named.keySet());
    }
    return checked(tags);
  }

  private Response favor(Request request) {
    Fields fields = Fields.of(request);
    String id = fields.requiredText("favorite_resource_id");
    if (!fields.requiredText("favorite_resource_type").equals("log_stream")) {
      throw ApiException.invalid("The field favorite_resource_type is log_stream.");
    }
    return streams.change(
        known(id).withFavorite(true),
        Operation.of(request),
        Response.json(201, Json.object().put("favorite_resource_id", id)));
  }

  private Response disfavor(Request request) {
    return streams.change(
        known(request.parameter("fav_res_id")).withFavorite(false),
        Operation.of(request),
        Response.noContent());
  }

  private static String name(Fields fields, String field) {
    String name = fields.requiredText(field);
    if (!NAME.matcher(name).matches() || name.startsWith(".") || name.endsWith(".")) {
      throw ApiException.invalid(
          "The field %s has 1 to 64 letters, digits, _, - and ., and no . at its ends."
              .formatted(field));
    }
    return name;
  }

  private static int days(int number) {
    if (number < 1 || number > LONGEST_DAYS) {
      throw ApiException.invalid("The field ttl_in_days is 1 to %d.".formatted(LONGEST_DAYS));
    }
    return number;
  }

  private static Map<String, String> tags(Fields fields, Map<String, String> otherwise) {
    Optional<JsonNode> sent = fields.array("tags");
    if (sent.isEmpty()) {
      return otherwise;
    }
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode each : sent.get()) {
      Fields tag = Fields.of(each, "tags.");
      tags.put(tag.requiredText("key"), tag.text("value").orElse(""));
    }
    return checked(tags);
  }

  private static Map<String, String> checked(Map<String, String> tags) {
    boolean fit =
        tags.size() <= MOST_TAGS
            && tags.entrySet().stream()
                .allMatch(
                    tag ->
                        !tag.getKey().isBlank()
                            && tag.getKey().length() <= LONGEST_KEY
                            && tag.getValue().length() <= LONGEST_VALUE);
    if (!fit) {
      throw ApiException.invalid(
          "There are %d tags at most, with keys of 1 to %d characters and values of up to %d."
              .formatted(MOST_TAGS, LONGEST_KEY, LONGEST_VALUE));
    }
    return tags;
  }
}
