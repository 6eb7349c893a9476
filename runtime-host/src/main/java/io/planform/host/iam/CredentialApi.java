package io.planform.host.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Access keys of users. A secret is told once: in the answer that makes it. */
final class CredentialApi {
  private static final String CREDENTIALS = "/v3.0/OS-CREDENTIAL/credentials";
  private static final String CREDENTIAL = CREDENTIALS + "/{access_key}";
  private static final int MOST_PER_USER = 2;

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  CredentialApi(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateCredential", "POST", CREDENTIALS, this::create),
        Route.of("ListCredentials", "GET", CREDENTIALS, this::list),
        Route.of("ShowCredential", "GET", CREDENTIAL, this::show),
        Route.of("UpdateCredential", "PUT", CREDENTIAL, this::update),
        Route.of("DeleteCredential", "DELETE", CREDENTIAL, this::delete));
  }

  private Response create(Request request) {
    Fields fields = fields(request, Set.of("user_id", "description"));
    KeyPair keys = KeyPair.generate(random);
    String user = fields.requiredText("user_id");
    AccessKey key =
        new AccessKey(
            keys.accessKey(), user, fields.text("description").orElse(""), true, clock.instant());
    byte[] sealed = identities.seal(keys);
    identities.change(
        connection -> {
          UserApi.get(UserTable.find(connection, user), user);
          if (AccessKeyTable.of(connection, Optional.of(user)).size() >= MOST_PER_USER) {
            throw new ApiException(
                FgsError.FSS_0409,
                "The user has %d access keys, which is the limit.".formatted(MOST_PER_USER));
          }
          AccessKeyTable.insert(connection, key, sealed);
          return key;
        });
    return Response.json(
        201, Json.object().set("credential", document(key).put("secret", keys.secretKey())));
  }

  private static Fields fields(Request request, Set<String> known) {
    Fields fields =
        Fields.of(request)
            .object("credential")
            .orElseThrow(() -> ApiException.invalid("The field credential is required."));
    fields.refuseOthersThan(known);
    return fields;
  }

  private Response list(Request request) {
    Optional<String> user = request.argument("user_id").filter(text -> !text.isEmpty());
    ArrayNode documents = Json.array();
    identities
        .read(connection -> AccessKeyTable.of(connection, user))
        .forEach(key -> documents.add(document(key)));
    return Response.json(200, Json.object().set("credentials", documents));
  }

  private Response show(Request request) {
    String id = request.parameter("access_key");
    return answer(identities.read(connection -> get(AccessKeyTable.find(connection, id), id)));
  }

  private static AccessKey get(Optional<AccessKey> key, String id) {
    return key.orElseThrow(() -> Identities.unknown("access key", id));
  }

  private Response update(Request request) {
    String id = request.parameter("access_key");
    Fields fields = fields(request, Set.of("status", "description"));
    Optional<String> status = fields.text("status");
    if (status.filter(text -> !text.equals("active") && !text.equals("inactive")).isPresent()) {
      throw ApiException.invalid("The field credential.status is active or inactive.");
    }
    return answer(
        identities.change(
            connection -> {
              AccessKey known = get(AccessKeyTable.find(connection, id), id);
              AccessKey changed =
                  new AccessKey(
                      id,
                      known.userId(),
                      fields.text("description").orElse(known.description()),
                      status.map("active"::equals).orElse(known.enabled()),
                      known.createdAt());
              AccessKeyTable.update(connection, changed);
              return changed;
            }));
  }

  private Response delete(Request request) {
    String id = request.parameter("access_key");
    int deleted =
        identities.change(
            connection ->
                Identities.execute(connection, "DELETE FROM iam_key WHERE access_key = ?", id));
    if (deleted == 0) {
      throw Identities.unknown("access key", id);
    }
    return Response.noContent();
  }

  private static Response answer(AccessKey key) {
    return Response.json(200, Json.object().set("credential", document(key)));
  }

  private static ObjectNode document(AccessKey key) {
    return Json.object()
        .put("access", key.accessKey())
        .put("user_id", key.userId())
        .put("description", key.description())
        .put("status", key.enabled() ? "active" : "inactive")
        .put("create_time", key.createdAt().toString());
  }
}
