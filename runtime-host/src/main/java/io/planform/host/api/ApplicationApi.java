package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Applications, which call APIs with keys or codes of theirs. */
final class ApplicationApi {
  private static final String APPLICATIONS = GatewayObjects.INSTANCE + "/apps";
  private static final String ONE = APPLICATIONS + "/{app_id}";
  private static final String CODES = ONE + "/app-codes";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{7,199}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][\\w!@#$%-]{7,127}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9+_!@#$%/=-]{64,180}");
  private static final int MOST_CODES = 5;

  private final GatewayObjects objects;
  private final SecureRandom random = new SecureRandom();

  ApplicationApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateAnAppV2", "POST", APPLICATIONS, this::create),
        Route.of("ListAppsV2", "GET", APPLICATIONS, this::list),
        Route.of("ShowDetailsOfAppV2", "GET", ONE, this::show),
        Route.of("UpdateAppV2", "PUT", ONE, this::update),
        Route.of("DeleteAppV2", "DELETE", ONE, this::delete),
        Route.of("ResettingAppSecretV2", "PUT", APPLICATIONS + "/secret/{app_id}", this::reset),
        Route.of("CreateAppCodeV2", "POST", CODES, this::addCode),
        Route.of("CreateAppCodeAutoV2", "PUT", CODES, this::makeCode),
        Route.of("ListAppCodesV2", "GET", CODES, this::codes),
        Route.of("DeleteAppCodeV2", "DELETE", CODES + "/{app_code_id}", this::deleteCode));
  }

  private static String checked(Fields fields, String field, Pattern pattern, String made) {
    String value = fields.text(field).filter(text -> !text.isEmpty()).orElse(made);
    if (!pattern.matcher(value).matches()) {
      throw ApiException.invalid(
          "The field %s is not of the form %s.".formatted(field, pattern.pattern()));
    }
    return value;
  }

  private String random(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("name", "remark", "app_key", "app_secret"));
    String key = checked(fields, "app_key", KEY, random(16));
    String secret = checked(fields, "app_secret", SECRET, random(16));
    ObjectNode document =
        Json.object().put("remark", Names.remark(fields, "remark")).put("app_key", key);
    GatewayObject draft =
        objects.draft(request, Kind.APPLICATION, Names.name(fields, "name", 64), document);
    return objects.done(
        request,
        Response.json(201, shown(draft).put("app_secret", secret)),
        Response.json(201, shown(draft)),
        connection -> {
          ObjectTable.get(connection, Kind.INSTANCE, draft.instance(), draft.instance());
          ObjectTable.put(connection, draft);
          ApplicationTable.putKey(connection, draft.id(), key, seal(draft, secret));
          return GatewayObjects.Change.SILENCE;
        });
  }

  private byte[] seal(GatewayObject application, String secret) {
    return objects.database().seal(secret, ApplicationTable.identity(application.id()));
  }

  private static ObjectNode shown(GatewayObject application) {
    return application
        .document()
        .deepCopy()
        .put("id", application.id())
        .put("name", application.name())
        .put("status", 1)
        .put("creator", "USER")
        .put("app_type", "apig")
        .put("register_time", application.createdAt())
        .put("update_time", application.updatedAt());
  }

  private ObjectNode whole(GatewayObject application) {
    byte[] sealed =
        objects.read(connection -> ApplicationTable.secret(connection, application.id()));
    return shown(application)
        .put(
            "app_secret",
            objects.database().open(sealed, ApplicationTable.identity(application.id())));
  }

  private Response list(Request request) {
    return objects.list(request, Kind.APPLICATION, this::whole);
  }

  private GatewayObject application(Request request) {
    return objects.get(request, Kind.APPLICATION, "app_id");
  }

  private Response show(Request request) {
    return Response.json(200, whole(application(request)));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("name", "remark"));
    GatewayObject application = application(request);
    ObjectNode document =
        application.document().deepCopy().put("remark", Names.remark(fields, "remark"));
    GatewayObject changed =
        application.changed(Names.name(fields, "name", 64), document, objects.now());
    return objects.change(request, changed, ApplicationApi::shown);
  }

  private Response delete(Request request) {
    GatewayObject application = application(request);
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          ObjectTable.delete(connection, application);
          return GatewayObjects.Change.SILENCE;
        });
  }

  private Response reset(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("app_secret"));
    GatewayObject application = application(request);
    String secret = checked(fields, "app_secret", SECRET, random(16));
    return objects.done(
        request,
        Response.json(200, shown(application).put("app_secret", secret)),
        Response.json(200, shown(application)),
        connection -> {
          ApplicationTable.putSecret(connection, application.id(), seal(application, secret));
          return GatewayObjects.Change.SILENCE;
        });
  }

  private Response addCode(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("app_code"));
    return code(request, checked(fields, "app_code", CODE, ""));
  }

  private Response makeCode(Request request) {
    byte[] made = new byte[48];
    random.nextBytes(made);
    return code(request, Base64.getUrlEncoder().withoutPadding().encodeToString(made));
  }

  private Response code(Request request, String code) {
    GatewayObject application = application(request);
    String id = GatewayObjects.newId();
    String now = objects.now();
    byte[] sealed = objects.database().seal(code, ApplicationTable.codeIdentity(id));
    ObjectNode shown = code(application, id, now);
    return objects.done(
        request,
        Response.json(201, shown.deepCopy().put("app_code", code)),
        Response.json(201, shown),
        connection -> {
          if (ApplicationTable.codes(connection, application.id()).size() >= MOST_CODES) {
            throw ApiException.invalid(
                "An application has %d codes at most.".formatted(MOST_CODES));
          }
          ApplicationTable.putCode(connection, application.id(), id, code, sealed, now);
          return GatewayObjects.Change.SILENCE;
        });
  }

  private static ObjectNode code(GatewayObject application, String id, String createdAt) {
    return Json.object()
        .put("id", id)
        .put("app_id", application.id())
        .put("create_time", createdAt);
  }

  private Response codes(Request request) {
    GatewayObject application = application(request);
    List<ObjectNode> codes =
        objects.read(connection -> ApplicationTable.codes(connection, application.id())).stream()
            .map(
                each ->
                    code(application, each.id(), each.createdAt())
                        .put(
                            "app_code",
                            objects
                                .database()
                                .open(each.sealed(), ApplicationTable.codeIdentity(each.id()))))
            .toList();
    return GatewayObjects.listed("app_codes", codes, codes.size());
  }

  private Response deleteCode(Request request) {
    GatewayObject application = application(request);
    String id = request.parameter("app_code_id");
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          if (!ApplicationTable.deleteCode(connection, application.id(), id)) {
            throw new ApiException(
                FgsError.FSS_0404, "The application has no code %s.".formatted(id));
          }
          return GatewayObjects.Change.SILENCE;
        });
  }
}
