package io.planform.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.store.database.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Custom authorizers: functions that decide who may call APIs. */
final class AuthorizerApi {
  private static final String AUTHORIZERS = GatewayObjects.INSTANCE + "/authorizers";
  private static final String ONE = AUTHORIZERS + "/{authorizer_id}";
  private static final int LONGEST_USER_DATA = 2048;
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "type",
          "authorizer_type",
          "authorizer_uri",
          "authorizer_version",
          "authorizer_alias_uri",
          "network_type",
          "identities",
          "ttl",
          "user_data",
          "need_body");

  private final GatewayObjects objects;
  private final Targets targets;

  AuthorizerApi(GatewayObjects objects, Targets targets) {
    this.objects = objects;
    this.targets = targets;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateCustomAuthorizerV2", "POST", AUTHORIZERS, this::create),
        Route.of("ListCustomAuthorizersV2", "GET", AUTHORIZERS, this::list),
        Route.of("ShowDetailsOfCustomAuthorizersV2", "GET", ONE, this::show),
        Route.of("UpdateCustomAuthorizerV2", "PUT", ONE, this::update),
        Route.of("DeleteCustomAuthorizerV2", "DELETE", ONE, this::delete));
  }

  private ObjectNode document(Fields fields) {
    fields.refuseOthersThan(FIELDS);
    ObjectNode document = Json.object();
    if (!Names.oneOf(fields, "type", "FRONTEND", Set.of("FRONTEND", "BACKEND"))
        .equals("FRONTEND")) {
      throw new ApiException(
          FgsError.FSS_0406,
          "This runtime host has no authorizers of backends: functions are its only ones.");
    }
    document.put("type", "FRONTEND");
    document.put("authorizer_type", Names.oneOf(fields, "authorizer_type", "FUNC", Set.of("FUNC")));
    document.put("authorizer_uri", urn(fields, "authorizer_uri"));
    boolean aliased =
        fields.text("authorizer_alias_uri").filter(text -> !text.isEmpty()).isPresent();
    document.put("authorizer_alias_uri", aliased ? urn(fields, "authorizer_alias_uri") : "");
    document.put("authorizer_version", fields.text("authorizer_version").orElse(""));
    document.put("network_type", Names.oneOf(fields, "network_type", "V1", Set.of("V1", "V2")));
    document.set("identities", identities(fields));
    int seconds = fields.integer("ttl").orElse(0);
    if (seconds < 0 || seconds > 3600) {
      throw ApiException.invalid("The field ttl is 0 to 3600 seconds.");
    }
    if (seconds > 0 && document.path("identities").isEmpty()) {
      throw ApiException.invalid(
          "The field identities is required where ttl is not 0: answers are kept by their values.");
    }
    String userData = fields.text("user_data").orElse("");
    if (userData.length() > LONGEST_USER_DATA) {
      throw ApiException.invalid(
          "The field user_data has %d characters at most.".formatted(LONGEST_USER_DATA));
    }
    document.put("ttl", seconds).put("user_data", userData);
    document.put("need_body", fields.bool("need_body").orElse(false));
    if (targets.get(Authorizer.target(document), Map.of()).function().revision().servesHttp()) {
      throw ApiException.invalid("An HTTP function is no authorizer.");
    }
    return document;
  }

  private static String urn(Fields fields, String field) {
    String text = fields.requiredText(field);
    return FunctionUrn.parse(text)
        .map(FunctionUrn::toString)
        .orElseThrow(
            () -> ApiException.invalid("The field %s is no URN of a function.".formatted(field)));
  }

  private static ArrayNode identities(Fields fields) {
    ArrayNode identities = Json.array();
    for (JsonNode each : fields.array("identities").orElseGet(Json::array)) {
      Fields identity = Fields.of(each, "identities.");
      identity.refuseOthersThan(Set.of("name", "location", "validation"));
      String validation = identity.text("validation").orElse("");
      try {
        Pattern.compile(validation);
      } catch (PatternSyntaxException e) {
        throw ApiException.invalid(
            "The field identities.validation is no regular expression: " + e.getDescription());
      }
      identities
          .addObject()
          .put("name", identity.requiredText("name"))
          .put("location", Names.oneOf(identity, "location", "", Set.of("HEADER", "QUERY")))
          .put("validation", validation);
    }
    return identities;
  }

  private static ObjectNode shown(GatewayObject authorizer) {
    return authorizer
        .document()
        .deepCopy()
        .put("id", authorizer.id())
        .put("name", authorizer.name())
        .put("create_time", authorizer.createdAt());
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject draft =
        objects.draft(request, Kind.AUTHORIZER, Names.name(fields, "name", 64), document(fields));
    return objects.create(request, draft, AuthorizerApi::shown);
  }

  private Response list(Request request) {
    return objects.list(request, Kind.AUTHORIZER, AuthorizerApi::shown);
  }

  private Response show(Request request) {
    return Response.json(200, shown(objects.get(request, Kind.AUTHORIZER, "authorizer_id")));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject authorizer = objects.get(request, Kind.AUTHORIZER, "authorizer_id");
    GatewayObject changed =
        authorizer.changed(Names.name(fields, "name", 64), document(fields), objects.now());
    return objects.change(request, changed, AuthorizerApi::shown);
  }

  private Response delete(Request request) {
    GatewayObject authorizer = objects.get(request, Kind.AUTHORIZER, "authorizer_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (Sql.first(
                  connection,
                  row -> row.getInt(1),
                  """
                  SELECT 1 FROM gateway_object WHERE kind = 'API' AND instance = ?1
                    AND document ->> 'authorizer_id' = ?2
                  UNION ALL SELECT 1 FROM api_publication
                  WHERE current = 1 AND document ->> 'authorizer_id' = ?2
                  """,
                  authorizer.instance(),
                  authorizer.id())
              .isPresent()) {
            throw new ApiException(
                FgsError.FSS_0409, "An API uses the authorizer %s.".formatted(authorizer.name()));
          }
          ObjectTable.delete(connection, authorizer);
          return GatewayObjects.Change.SILENCE;
        });
  }
}
