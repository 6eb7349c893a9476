package io.planform.host.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Set;

/** Tags of VPCs, subnets and security groups. */
final class TagApi {
  private static final int MOST_TAGS = 20;

  private final Vpcs vpcs;
  private final Kind kind;
  private final String name;
  private final String path;

  /**
   * @param name in the names of operations: {@code Vpc}
   * @param collection in paths: {@code vpcs}
   */
  TagApi(Vpcs vpcs, Kind kind, String name, String collection) {
    this.vpcs = vpcs;
    this.kind = kind;
    this.name = name;
    this.path = "/v2.0/{project_id}/%s/{resource_id}/tags".formatted(collection);
  }

  List<Route> routes() {
    return List.of(
        Route.of("Show%sTags".formatted(name), "GET", path, this::show),
        Route.of("BatchCreate%sTags".formatted(name), "POST", path + "/action", this::change),
        Route.of("BatchDelete%sTags".formatted(name), "DELETE", path + "/action", this::change));
  }

  private NetworkObject object(Request request) {
    return vpcs.get(kind, request.parameter("resource_id"));
  }

  private Response show(Request request) {
    ObjectNode document = Json.object();
    document.set("tags", vpcs.shown(object(request)).path("tags"));
    return Response.json(200, document);
  }

  private Response change(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "tags"));
    JsonNode tags =
        fields.array("tags").orElseThrow(() -> ApiException.invalid("The field tags is required."));
    NetworkObject object = object(request);
    ObjectNode document = object.document().deepCopy();
    ObjectNode changed = document.withObjectProperty("tags");
    for (JsonNode each : tags) {
      Fields tag = Fields.of(each, "tags.");
      String key = tag.requiredText("key");
      switch (fields.requiredText("action")) {
        case "create" -> changed.put(key, tag.text("value").orElse(""));
        case "delete" -> changed.remove(key);
        default -> throw ApiException.invalid("The field action is create or delete.");
      }
    }
    if (changed.size() > MOST_TAGS) {
      throw ApiException.invalid("There are %d tags at most.".formatted(MOST_TAGS));
    }
    return vpcs.done(
        request,
        Response.noContent(),
        connection ->
            NetworkTable.put(connection, object.changed(object.name(), document, vpcs.now())));
  }
}
