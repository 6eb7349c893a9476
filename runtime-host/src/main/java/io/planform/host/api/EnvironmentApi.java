package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Set;

/** Environments of an instance, beside {@code RELEASE}, which each has. */
final class EnvironmentApi {
  private static final String ENVIRONMENTS = GatewayObjects.INSTANCE + "/envs";
  private static final String ONE = ENVIRONMENTS + "/{env_id}";

  private final GatewayObjects objects;

  EnvironmentApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateEnvironmentV2", "POST", ENVIRONMENTS, this::create),
        Route.of("ListEnvironmentsV2", "GET", ENVIRONMENTS, this::list),
        Route.of("UpdateEnvironmentV2", "PUT", ONE, this::update),
        Route.of("DeleteEnvironmentV2", "DELETE", ONE, this::delete));
  }

  private static String name(Fields fields) {
    fields.refuseOthersThan(Set.of("name", "remark"));
    String name = Names.name(fields, "name", 64);
    if (name.equals(Environment.RELEASE.name())) {
      throw new ApiException(FgsError.FSS_0409, "Every instance has an environment RELEASE.");
    }
    return name;
  }

  private static ObjectNode document(Fields fields) {
    return Json.object().put("remark", Names.remark(fields, "remark"));
  }

  private static ObjectNode shown(GatewayObject environment) {
    return environment
        .document()
        .deepCopy()
        .put("id", environment.id())
        .put("name", environment.name())
        .put("create_time", environment.createdAt());
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject draft = objects.draft(request, Kind.ENVIRONMENT, name(fields), document(fields));
    return objects.create(request, draft, EnvironmentApi::shown);
  }

  private Response list(Request request) {
    return objects.list(request, Kind.ENVIRONMENT, EnvironmentApi::shown);
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject environment = objects.get(request, Kind.ENVIRONMENT, "env_id");
    if (!name(fields).equals(environment.name())) {
      throw new ApiException(
          FgsError.FSS_0406, "This runtime host does not rename environments; make another one.");
    }
    return objects.change(
        request,
        environment.changed(environment.name(), document(fields), objects.now()),
        EnvironmentApi::shown);
  }

  private Response delete(Request request) {
    GatewayObject environment = objects.get(request, Kind.ENVIRONMENT, "env_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (PublicationTable.uses(connection, environment)) {
            throw new ApiException(
                FgsError.FSS_0409,
                "APIs are published in the environment %s.".formatted(environment.name()));
          }
          ObjectTable.delete(connection, environment);
          return GatewayObjects.Change.SILENCE;
        });
  }
}
