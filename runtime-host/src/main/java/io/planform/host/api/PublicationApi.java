package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Publishing APIs in environments, and taking them offline. */
final class PublicationApi {
  private static final String APIS = GatewayObjects.INSTANCE + "/apis";
  private static final String VERSIONS = APIS + "/publish/{api_id}";

  private final GatewayObjects objects;

  PublicationApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateOrDeletePublishRecordForApiV2", "POST", APIS + "/action", this::act),
        Route.of("ListApiVersionsV2", "GET", VERSIONS, this::list),
        Route.of("ChangeApiVersionV2", "PUT", VERSIONS, this::change));
  }

  private Response act(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "api_id", "env_id", "remark"));
    String instance = request.parameter("instance_id");
    String id = fields.requiredText("api_id");
    GatewayObject api =
        objects.read(connection -> ObjectTable.get(connection, Kind.API, instance, id));
    Environment environment =
        objects.read(
            connection -> environment(connection, instance, fields.requiredText("env_id")));
    return Names.oneOf(fields, "action", "", Set.of("online", "offline")).equals("online")
        ? publish(request, api, environment, Names.remark(fields, "remark"))
        : withdraw(request, api, environment);
  }

  private static Environment environment(Connection connection, String instance, String id)
      throws SQLException {
    return id.equals(Environment.RELEASE.id())
        ? Environment.RELEASE
        : new Environment(id, ObjectTable.get(connection, Kind.ENVIRONMENT, instance, id).name());
  }

  private Response publish(
      Request request, GatewayObject api, Environment environment, String remark) {
    Publication publication =
        new Publication(
            GatewayObjects.newId(),
            api.id(),
            environment,
            api.document(),
            remark,
            objects.now(),
            true);
    return objects.done(
        request,
        Response.json(201, shown(publication).put("api_name", api.name())),
        connection -> serve(connection, publication));
  }

  private Runnable serve(Connection connection, Publication publication) throws SQLException {
    ServedApi served = publication.served();
    DefinitionTable.checkFree(connection, served);
    PublicationTable.serve(connection, publication);
    return () -> objects.changes().served(served);
  }

  private Response withdraw(Request request, GatewayObject api, Environment environment) {
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (PublicationTable.of(connection, api.id(), environment.id()).stream()
              .noneMatch(Publication::current)) {
            throw new ApiException(
                FgsError.FSS_0404,
                "The API %s is not published in %s.".formatted(api.name(), environment.name()));
          }
          PublicationTable.withdraw(connection, api.id(), environment.id());
          return () -> objects.changes().withdrawn(api.id(), environment.id());
        });
  }

  private static ObjectNode shown(Publication publication) {
    return Json.object()
        .put("version_id", publication.version())
        .put("version_no", publication.version())
        .put("publish_id", publication.version())
        .put("api_id", publication.api())
        .put("env_id", publication.environment().id())
        .put("env_name", publication.environment().name())
        .put("remark", publication.remark())
        .put("publish_time", publication.publishedAt())
        .put("status", publication.current() ? 1 : 2);
  }

  private Response list(Request request) {
    GatewayObject api = objects.get(request, Kind.API, "api_id");
    List<Publication> versions =
        objects.read(
            connection ->
                PublicationTable.of(connection, api.id(), request.argument("env_id").orElse("")));
    return GatewayObjects.listed(
        "api_versions", versions.stream().map(PublicationApi::shown).toList(), versions.size());
  }

  private Response change(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("version_id"));
    String version = fields.requiredText("version_id");
    GatewayObject api = objects.get(request, Kind.API, "api_id");
    Publication publication =
        objects.read(connection -> PublicationTable.of(connection, api.id(), "")).stream()
            .filter(each -> each.version().equals(version))
            .findFirst()
            .orElseThrow(
                () ->
                    new ApiException(
                        FgsError.FSS_0404, "The API has no version %s.".formatted(version)));
    return objects.done(
        request,
        Response.json(200, shown(publication)),
        connection -> serve(connection, publication));
  }
}
