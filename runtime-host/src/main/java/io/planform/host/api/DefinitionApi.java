package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** APIs. What is published of one changes when it is published again. */
final class DefinitionApi {
  private static final String APIS = GatewayObjects.INSTANCE + "/apis";
  private static final String ONE = APIS + "/{api_id}";

  private final GatewayObjects objects;
  private final Targets targets;

  DefinitionApi(GatewayObjects objects, Targets targets) {
    this.objects = objects;
    this.targets = targets;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateApiV2", "POST", APIS, this::create),
        Route.of("ListApisV2", "GET", APIS, this::list),
        Route.of("ShowDetailsOfApiV2", "GET", ONE, this::show),
        Route.of("UpdateApiV2", "PUT", ONE, this::update),
        Route.of("DeleteApiV2", "DELETE", ONE, this::delete));
  }

  private ObjectNode document(Request request, Fields fields) {
    ObjectNode document = Definition.document(fields);
    FunctionUrn target = Definition.target(document);
    boolean http = targets.get(target, Map.of()).function().revision().servesHttp();
    if (http && document.at("/func_info/invocation_type").asText().equals("async")) {
      throw new ApiException(FgsError.FSS_0406, "HTTP functions are not invoked asynchronously.");
    }
    String instance = request.parameter("instance_id");
    objects.read(
        connection -> {
          ObjectTable.get(connection, Kind.INSTANCE, instance, instance);
          ObjectTable.get(connection, Kind.GROUP, instance, document.path("group_id").asText());
          String authorizer = document.path("authorizer_id").asText();
          return authorizer.isEmpty()
              ? authorizer
              : ObjectTable.get(connection, Kind.AUTHORIZER, instance, authorizer).id();
        });
    return document;
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    String name = Names.name(fields, "name", 255);
    return objects.create(
        request,
        objects.draft(request, Kind.API, name, document(request, fields)),
        api -> shown(api, Optional.empty()));
  }

  private ObjectNode shown(GatewayObject api) {
    return shown(api, objects.read(connection -> PublicationTable.anyOf(connection, api.id())));
  }

  private static ObjectNode shown(GatewayObject api, Optional<Publication> publication) {
    ObjectNode document =
        api.document()
            .deepCopy()
            .put("id", api.id())
            .put("name", api.name())
            .put("status", 1)
            .put("register_time", api.createdAt())
            .put("update_time", api.updatedAt());
    publication.ifPresent(
        each ->
            document
                .put("publish_id", each.version())
                .put("publish_time", each.publishedAt())
                .put("run_env_id", each.environment().id())
                .put("run_env_name", each.environment().name()));
    return document;
  }

  private Response list(Request request) {
    return objects.list(request, Kind.API, this::shown);
  }

  private Response show(Request request) {
    return Response.json(200, shown(objects.get(request, Kind.API, "api_id")));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject api = objects.get(request, Kind.API, "api_id");
    ObjectNode document = document(request, fields);
    if (!document.path("group_id").equals(api.document().path("group_id"))) {
      throw ApiException.invalid("An API stays in its group.");
    }
    return objects.change(
        request,
        api.changed(Names.name(fields, "name", 255), document, objects.now()),
        this::shown);
  }

  private Response delete(Request request) {
    GatewayObject api = objects.get(request, Kind.API, "api_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          Optional<Publication> publication = PublicationTable.anyOf(connection, api.id());
          if (publication.isPresent()) {
            throw new ApiException(
                FgsError.FSS_0409,
                "The API %s is published in %s; take it offline before."
                    .formatted(api.name(), publication.get().environment().name()));
          }
          ObjectTable.delete(connection, api);
          return GatewayObjects.Change.SILENCE;
        });
  }
}
