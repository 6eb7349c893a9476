package io.planform.host.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.policy.Policy;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** System-defined policies, which are shown, and custom ones. IAM calls both roles. */
final class PolicyApi {
  private static final String ROLES = "/v3/roles";
  private static final String CUSTOM = "/v3.0/OS-ROLE/roles";
  private static final Set<String> FIELDS =
      Set.of("display_name", "type", "description", "description_cn", "policy");

  /** Where policies are granted: in one project ({@code XA}), or in all ({@code AX}). */
  private static final Set<String> TYPES = Set.of("XA", "AX");

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  PolicyApi(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("ListPolicies", "GET", ROLES, request -> list(request, policy -> true)),
        Route.of("ShowPolicy", "GET", ROLES + "/{role_id}", this::show),
        Route.of("CreateCustomPolicy", "POST", CUSTOM, this::create),
        Route.of("ListCustomPolicies", "GET", CUSTOM, request -> list(request, p -> !p.system())),
        Route.of("ShowCustomPolicy", "GET", CUSTOM + "/{role_id}", this::show),
        Route.of("UpdateCustomPolicy", "PATCH", CUSTOM + "/{role_id}", this::update),
        Route.of("DeleteCustomPolicy", "DELETE", CUSTOM + "/{role_id}", this::delete));
  }

  private Response list(Request request, Predicate<StoredPolicy> wanted) {
    Optional<String> name = request.argument("name");
    Optional<String> displayName = request.argument("display_name");
    return listing(
        identities.read(connection -> PolicyTable.all(connection)).stream()
            .filter(wanted)
            .filter(policy -> name.filter(text -> !text.equals(policy.name())).isEmpty())
            .filter(
                policy -> displayName.filter(text -> !text.equals(policy.displayName())).isEmpty())
            .toList());
  }

  Response listing(List<StoredPolicy> policies) {
    ObjectNode document = Json.object();
    ArrayNode roles = document.putArray("roles");
    policies.forEach(policy -> roles.add(document(policy)));
    document.put("total_number", policies.size());
    return Response.json(200, document);
  }

  private Response show(Request request) {
    String id = request.parameter("role_id");
    return answer(200, identities.read(connection -> get(PolicyTable.find(connection, id), id)));
  }

  static StoredPolicy get(Optional<StoredPolicy> policy, String id) {
    return policy.orElseThrow(() -> Identities.unknown("policy", id));
  }

  private Response create(Request request) {
    Fields fields = fields(request);
    String id = KeyPair.hex(random, 16);
    Instant now = clock.instant();
    StoredPolicy policy =
        new StoredPolicy(
            id,
            "custom_" + id,
            displayName(fields.requiredText("display_name")),
            fields.text("description").orElse(""),
            document(fields).orElseThrow(() -> ApiException.invalid("role.policy is required.")),
            false,
            now,
            now);
    identities.change(
        connection -> {
          checkName(PolicyTable.findByDisplayName(connection, policy.displayName()), policy);
          PolicyTable.insert(connection, policy);
          return policy;
        });
    return answer(201, policy);
  }

  private static Fields fields(Request request) {
    Fields fields =
        Fields.of(request)
            .object("role")
            .orElseThrow(() -> ApiException.invalid("The field role is required."));
    fields.refuseOthersThan(FIELDS);
    if (!TYPES.contains(fields.text("type").orElse("XA"))) {
      throw ApiException.invalid("The field role.type is one of " + TYPES + ".");
    }
    return fields;
  }

  private static String displayName(String name) {
    if (name.isBlank() || name.length() > 128) {
      throw ApiException.invalid("The field role.display_name has 1 to 128 characters.");
    }
    return name;
  }

  /** The document as it was given, once it is known to be a policy. */
  private static Optional<String> document(Fields fields) {
    Optional<JsonNode> document = fields.any("policy");
    document.ifPresent(Policy::of);
    return document.map(JsonNode::toString);
  }

  private static void checkName(Optional<StoredPolicy> other, StoredPolicy policy) {
    Identities.checkFree(
        other, found -> found.id().equals(policy.id()), "policy", policy.displayName());
  }

  private Response update(Request request) {
    String id = request.parameter("role_id");
    Fields fields = fields(request);
    Optional<String> document = document(fields);
    StoredPolicy policy =
        identities.change(
            connection -> {
              StoredPolicy known = get(PolicyTable.find(connection, id), id);
              checkCustom(known);
              StoredPolicy changed =
                  new StoredPolicy(
                      id,
                      known.name(),
                      fields
                          .text("display_name")
                          .map(PolicyApi::displayName)
                          .orElse(known.displayName()),
                      fields.text("description").orElse(known.description()),
                      document.orElse(known.document()),
                      false,
                      known.createdAt(),
                      clock.instant());
              checkName(PolicyTable.findByDisplayName(connection, changed.displayName()), changed);
              PolicyTable.update(connection, changed);
              return changed;
            });
    return answer(200, policy);
  }

  private static void checkCustom(StoredPolicy policy) {
    if (policy.system()) {
      throw new ApiException(
          FgsError.FSS_0403, "%s is system-defined.".formatted(policy.displayName()));
    }
  }

  private Response delete(Request request) {
    String id = request.parameter("role_id");
    identities.change(
        connection -> {
          checkCustom(get(PolicyTable.find(connection, id), id));
          return Identities.execute(connection, "DELETE FROM iam_policy WHERE id = ?", id);
        });
    return Response.json(200, Json.object());
  }

  private Response answer(int status, StoredPolicy policy) {
    return Response.json(status, Json.object().set("role", document(policy)));
  }

  private ObjectNode document(StoredPolicy policy) {
    ObjectNode document = Json.object();
    document.put("id", policy.id());
    document.put("name", policy.name());
    document.put("display_name", policy.displayName());
    document.put("description", policy.description());
    document.put("type", "XA");
    document.put("catalog", policy.system() ? "FunctionGraph" : "CUSTOMED");
    if (!policy.system()) {
      document.put("domain_id", identities.account().id());
    }
    document.put("created_time", Long.toString(policy.createdAt().toEpochMilli()));
    document.put("updated_time", Long.toString(policy.updatedAt().toEpochMilli()));
    document.set("policy", policy.json());
    return document;
  }
}
