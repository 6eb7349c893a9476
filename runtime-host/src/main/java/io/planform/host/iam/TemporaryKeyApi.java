package io.planform.host.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.Duration;
import java.util.List;

/** Gives keys of an agency to those who may act with it. */
final class TemporaryKeyApi {
  private static final Duration USUAL = Duration.ofMinutes(15);

  private final Identities identities;
  private final AgencyKeys keys;

  TemporaryKeyApi(Identities identities, AgencyKeys keys) {
    this.identities = identities;
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateTemporaryKey", "POST", "/v3.0/OS-CREDENTIAL/securitytokens", this::create));
  }

  private Response create(Request request) {
    Fields identity = object(object(Fields.of(request), "auth"), "identity");
    List<String> methods =
        identity
            .array("methods")
            .map(array -> array.valueStream().map(method -> method.asText("")).toList())
            .orElse(List.of());
    if (!methods.equals(List.of("assume_role"))) {
      throw ApiException.invalid("auth.identity.methods must be [\"assume_role\"] at this host.");
    }
    Fields role = object(identity, "assume_role");
    checkAccount(role);
    String agency = role.requiredText("agency_name");
    int seconds = role.integer("duration_seconds").orElse((int) USUAL.toSeconds());
    if (seconds < USUAL.toSeconds() || seconds > AgencyKeys.VALID.toSeconds()) {
      throw ApiException.invalid(
          "The field duration_seconds is %d to %d."
              .formatted(USUAL.toSeconds(), AgencyKeys.VALID.toSeconds()));
    }
    AgencyKeys.TemporaryKey key =
        keys.make(agency, Duration.ofSeconds(seconds))
            .orElseThrow(() -> Identities.unknown("agency", agency));
    ObjectNode document = Json.object();
    document
        .putObject("credential")
        .put("access", key.accessKey())
        .put("secret", key.secretKey())
        .put("securitytoken", key.token())
        .put("expires_at", key.expiresAt().toString());
    return Response.json(201, document);
  }

  private static Fields object(Fields fields, String name) {
    return fields
        .object(name)
        .orElseThrow(() -> ApiException.invalid("The field %s is required.".formatted(name)));
  }

  private void checkAccount(Fields role) {
    boolean other =
        role.text("domain_id").filter(id -> !id.equals(identities.account().id())).isPresent()
            || role.text("domain_name").filter(name -> !name.equals(Account.NAME)).isPresent();
    if (other) {
      throw new ApiException(
          FgsError.FSS_0403, "The account is %s.".formatted(identities.account().id()));
    }
  }
}
