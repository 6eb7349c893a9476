package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.ingestion.Checkpoints.App;
import io.planform.host.ingestion.Checkpoints.Checkpoint;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Apps, which read streams, and how far they are, as Data Ingestion Service's API has them. */
public final class CheckpointApi {
  private static final String APPS = "/v2/{project_id}/apps";
  private static final String APP = APPS + "/{app_name}";
  private static final String CHECKPOINTS = "/v2/{project_id}/checkpoints";
  private static final Pattern NAME = Pattern.compile("[\\w-]{1,200}");
  private static final int LONGEST_METADATA = 512;
  private static final int USUAL_LIST = 10;
  private static final int LONGEST_LIST = 100;

  private final DataStreams streams;
  private final Checkpoints checkpoints;
  private final InstantSource clock;

  public CheckpointApi(DataStreams streams, InstantSource clock) {
    this.streams = streams;
    this.checkpoints = streams.checkpoints();
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateApp", "POST", APPS, this::create),
        Route.of("ListApp", "GET", APPS, this::list),
        Route.of("ShowApp", "GET", APP, this::show),
        Route.of("DeleteApp", "DELETE", APP, this::delete),
        Route.of("CommitCheckpoint", "POST", CHECKPOINTS, this::commit),
        Route.of("ShowCheckpoint", "GET", CHECKPOINTS, this::checkpoint),
        Route.of("DeleteCheckpoint", "DELETE", CHECKPOINTS, this::forget));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("app_name"));
    String name = fields.requiredText("app_name");
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field app_name has 1 to 200 letters, digits, hyphens and underscores.");
    }
    App app = new App(name, UUID.randomUUID().toString().replace("-", ""), clock.millis());
    if (!checkpoints.create(app)) {
      throw new ApiException(FgsError.FSS_0409, "There is an app %s.".formatted(name));
    }
    return Response.json(201, Json.object());
  }

  private App app(String name) {
    return checkpoints
        .app(name)
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_0404, "There is no app %s.".formatted(name)));
  }

  private Response list(Request request) {
    String after = request.argument("start_app_name").orElse("");
    Optional<String> stream =
        request
            .argument("stream_name")
            .filter(name -> !name.isEmpty())
            .map(name -> streams.get(name).id());
    int limit = RecordApi.number(request, "limit", USUAL_LIST, LONGEST_LIST);
    List<App> all =
        checkpoints.apps().stream()
            .filter(
                each -> stream.isEmpty() || checkpoints.streams(each.name()).contains(stream.get()))
            .toList();
    List<App> rest = all.stream().filter(each -> each.name().compareTo(after) > 0).toList();
    ObjectNode document =
        Json.object().put("total_number", all.size()).put("has_more_app", rest.size() > limit);
    ArrayNode list = document.putArray("apps");
    rest.stream().limit(limit).forEach(each -> list.add(document(each)));
    return Response.json(200, document);
  }

  private ObjectNode document(App app) {
    ObjectNode document =
        Json.object()
            .put("app_name", app.name())
            .put("app_id", app.id())
            .put("create_time", app.createdAt());
    ArrayNode read = document.putArray("commit_checkpoint_stream_names");
    List<String> ids = checkpoints.streams(app.name());
    streams.all().stream()
        .filter(each -> ids.contains(each.id()))
        .forEach(each -> read.add(each.name()));
    return document;
  }

  private Response show(Request request) {
    return Response.json(200, document(app(request.parameter("app_name"))));
  }

  private Response delete(Request request) {
    checkpoints.delete(app(request.parameter("app_name")));
    return Response.noContent();
  }

  private Response commit(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(
        Set.of(
            "app_name",
            "checkpoint_type",
            "stream_name",
            "partition_id",
            "sequence_number",
            "metadata"));
    Place place = place(fields::requiredText);
    long sequence = RecordApi.whole("sequence_number", fields.requiredText("sequence_number"));
    String metadata = fields.text("metadata").orElse("");
    if (metadata.length() > LONGEST_METADATA) {
      throw ApiException.invalid(
          "The field metadata has %d characters at most.".formatted(LONGEST_METADATA));
    }
    if (sequence >= streams.next(place.partition())) {
      throw ApiException.invalid(
          "The partition %s has no record %d yet.".formatted(place.partition().id(), sequence));
    }
    checkpoints.put(place.app().name(), place.partition(), new Checkpoint(sequence, metadata));
    return Response.json(201, Json.object());
  }

  private record Place(App app, Partition partition) {}

  private Place place(UnaryOperator<String> value) {
    if (!value.apply("checkpoint_type").equals("LAST_READ")) {
      throw ApiException.invalid("The checkpoint_type is LAST_READ.");
    }
    App app = app(value.apply("app_name"));
    DataStream stream = streams.get(value.apply("stream_name"));
    return new Place(app, Partition.of(stream, value.apply("partition_id")));
  }

  private Response checkpoint(Request request) {
    Place place = place(name -> RecordApi.required(request, name));
    Optional<Checkpoint> found = checkpoints.find(place.app().name(), place.partition());
    return Response.json(
        200,
        Json.object()
            .put("sequence_number", found.map(each -> Long.toString(each.sequence())).orElse("-1"))
            .put("metadata", found.map(Checkpoint::note).orElse("")));
  }

  private Response forget(Request request) {
    if (request.argument("partition_id").filter(id -> !id.isEmpty()).isPresent()) {
      Place place = place(name -> RecordApi.required(request, name));
      checkpoints.delete(place.app().name(), place.partition());
      return Response.noContent();
    }
    App app = app(RecordApi.required(request, "app_name"));
    DataStream stream = streams.get(RecordApi.required(request, "stream_name"));
    for (int number = 0; number < stream.partitions(); number++) {
      checkpoints.delete(app.name(), new Partition(stream, number));
    }
    return Response.noContent();
  }
}
