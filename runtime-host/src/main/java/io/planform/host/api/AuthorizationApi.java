package io.planform.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which applications may call which APIs in an environment. A trigger's API has its id. */
final class AuthorizationApi {
  private static final String AUTHORIZATIONS = GatewayObjects.INSTANCE + "/app-auths";

  private final GatewayObjects objects;

  AuthorizationApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateAuthorizingAppsV2", "POST", AUTHORIZATIONS, this::create),
        Route.of("ListApisBindedToAppV2", "GET", AUTHORIZATIONS + "/binded-apis", this::list),
        Route.of(
            "CancelingAuthorizationV2", "DELETE", AUTHORIZATIONS + "/{app_auth_id}", this::delete));
  }

  private static List<String> texts(Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : fields.array(name).orElseGet(Json::array)) {
      if (!each.isTextual()) {
        throw ApiException.invalid("The field %s is a list of texts.".formatted(name));
      }
      texts.add(each.textValue());
    }
    if (texts.isEmpty()) {
      throw ApiException.invalid("The field %s is required.".formatted(name));
    }
    return texts;
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("env_id", "app_ids", "api_ids"));
    String instance = request.parameter("instance_id");
    String environment = fields.requiredText("env_id");
    List<String> applications = texts(fields, "app_ids");
    List<String> apis = texts(fields, "api_ids");
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("auths");
    List<ApplicationTable.Authorization> drafts = new ArrayList<>();
    for (String application : applications) {
      for (String api : apis) {
        drafts.add(
            new ApplicationTable.Authorization(
                GatewayObjects.newId(), application, api, environment, objects.now()));
      }
    }
    drafts.forEach(
        draft -> {
          ObjectNode shown = list.addObject();
          shown.put("api_id", draft.api()).put("app_id", draft.application());
          shown.put("auth_time", draft.authorizedAt());
          shown.putObject("auth_result").put("status", "SUCCESS");
        });
    return objects.done(
        request,
        Response.json(201, answer),
        connection -> {
          check(connection, instance, environment, applications, apis);
          for (ApplicationTable.Authorization draft : drafts) {
            ApplicationTable.authorize(connection, draft);
          }
          return GatewayObjects.Change.SILENCE;
        });
  }

  private static void check(
      Connection connection,
      String instance,
      String environment,
      List<String> applications,
      List<String> apis)
      throws SQLException {
    if (!environment.equals(Environment.RELEASE.id())) {
      ObjectTable.get(connection, Kind.ENVIRONMENT, instance, environment);
    }
    for (String application : applications) {
      ObjectTable.get(connection, Kind.APPLICATION, instance, application);
    }
    for (String api : apis) {
      if (Sql.first(
              connection,
              row -> row.getInt(1),
              """
              SELECT 1 FROM gateway_object WHERE id = ?1 AND kind = 'API' AND instance = ?2
              UNION ALL SELECT 1 FROM event_trigger WHERE id = ?1 AND route IS NOT NULL
              """,
              api,
              instance)
          .isEmpty()) {
        throw new ApiException(FgsError.FSS_0404, "There is no API %s.".formatted(api));
      }
    }
  }

  private Response list(Request request) {
    String application = request.argument("app_id").orElse("");
    String instance = request.parameter("instance_id");
    List<ObjectNode> shown =
        objects
            .read(
                connection -> {
                  ObjectTable.get(connection, Kind.APPLICATION, instance, application);
                  return ApplicationTable.authorizations(
                      connection, application, request.argument("env_id").orElse(""));
                })
            .stream()
            .map(
                each ->
                    Json.object()
                        .put("id", each.id())
                        .put("api_id", each.api())
                        .put("app_id", each.application())
                        .put("env_id", each.environment())
                        .put("auth_time", each.authorizedAt()))
            .toList();
    return GatewayObjects.listed("auths", shown, shown.size());
  }

  private Response delete(Request request) {
    String id = request.parameter("app_auth_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (!ApplicationTable.revoke(connection, request.parameter("instance_id"), id)) {
            throw new ApiException(
                FgsError.FSS_0404, "There is no authorization %s.".formatted(id));
          }
          return GatewayObjects.Change.SILENCE;
        });
  }
}
