package io.planform.host.iam;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keystone's tokens, by a user's password or by another token, and what the account is: its project
 * and domain. A token is good for the project and the account, or for the account only, as its
 * scope says; without one it is the project's.
 */
final class TokenApi {
  /** The operation that needs no identity. */
  static final String CREATE = "CreateToken";

  private static final String TOKENS = "/v3/auth/tokens";
  private static final String WRONG = "The user name, the password or the token is wrong.";

  private final Identities identities;
  private final Tokens tokens;
  private final PasswordLock lock;

  TokenApi(Identities identities, Tokens tokens, InstantSource clock) {
    this.identities = identities;
    this.tokens = tokens;
    this.lock = new PasswordLock(clock);
  }

  List<Route> routes() {
    return List.of(
        Route.of(CREATE, "POST", TOKENS, this::create),
        Route.of("ShowToken", "GET", TOKENS, this::show),
        Route.of("ListProjects", "GET", "/v3/projects", this::projects),
        Route.of("ListOwnProjects", "GET", "/v3/auth/projects", this::projects),
        Route.of("ListDomains", "GET", "/v3/auth/domains", this::domains));
  }

  private Response create(Request request) {
    Fields auth = object(Fields.of(request), "auth");
    TokenScope scope = auth.object("scope").map(this::scope).orElse(TokenScope.PROJECT);
    Fields identity = object(auth, "identity");
    List<String> methods =
        identity
            .array("methods")
            .map(array -> array.valueStream().map(method -> method.asText("")).toList())
            .orElse(List.of());
    if (methods.equals(List.of("password"))) {
      User user = byPassword(object(object(identity, "password"), "user"));
      return answer(tokens.issue(user.id(), scope), "password");
    }
    if (methods.equals(List.of("token"))) {
      String known = object(identity, "token").requiredText("id");
      Tokens.Issued issued = tokens.find(known).orElseThrow(TokenApi::wrong);
      return answer(tokens.issue(issued.to(scope)), "token");
    }
    throw ApiException.invalid(
        "auth.identity.methods must be [\"password\"] or [\"token\"] at this host.");
  }

  private static Fields object(Fields fields, String name) {
    return fields
        .object(name)
        .orElseThrow(() -> ApiException.invalid("The field %s is required.".formatted(name)));
  }

  private User byPassword(Fields fields) {
    String password = fields.requiredText("password");
    fields.object("domain").ifPresent(this::checkAccount);
    Optional<String> id = fields.text("id");
    Optional<User> user =
        identities.read(
            connection ->
                id.isPresent()
                    ? UserTable.find(connection, id.get())
                    : UserTable.findByName(connection, fields.requiredText("name")));
    String hash = user.flatMap(User::password).orElse(Passwords.NONE);
    boolean matches = Passwords.matches(password, hash);
    user.ifPresent(known -> count(known, matches));
    return user.filter(known -> matches && known.enabled()).orElseThrow(TokenApi::wrong);
  }

  private void count(User user, boolean matches) {
    if (lock.isLocked(user.id())) {
      throw new ApiException(
          FgsError.FSS_0401,
          "Too many wrong passwords: the user is locked for %d minutes."
              .formatted(PasswordLock.SPAN.toMinutes()));
    }
    if (matches) {
      lock.right(user.id());
    } else {
      lock.wrong(user.id());
    }
  }

  private TokenScope scope(Fields scope) {
    Optional<Fields> project = scope.object("project");
    Optional<Fields> domain = scope.object("domain");
    if (project.isPresent() == domain.isPresent()) {
      throw ApiException.invalid("auth.scope must have either project or domain.");
    }
    domain.ifPresent(this::checkAccount);
    project.ifPresent(this::checkProject);
    return project.isPresent() ? TokenScope.PROJECT : TokenScope.DOMAIN;
  }

  private void checkProject(Fields project) {
    Credentials credentials = identities.account().credentials();
    check(project, "id", credentials.project());
    check(project, "name", credentials.region());
    project.object("domain").ifPresent(this::checkAccount);
  }

  private void checkAccount(Fields domain) {
    check(domain, "id", identities.account().id());
    check(domain, "name", Account.NAME);
  }

  private static void check(Fields fields, String name, String own) {
    if (!fields.text(name).orElse(own).equals(own)) {
      throw new ApiException(
          FgsError.FSS_0401, "This host's is %s, not what %s says.".formatted(own, name));
    }
  }

  private static ApiException wrong() {
    return new ApiException(FgsError.FSS_0401, WRONG);
  }

  private Response answer(Tokens.Fresh fresh, String method) {
    return Response.json(201, document(fresh.issued(), method))
        .with("X-Subject-Token", fresh.token());
  }

  private Response show(Request request) {
    String token = request.header("x-subject-token").orElse("");
    Tokens.Issued issued =
        tokens
            .find(token)
            .orElseThrow(() -> new ApiException(FgsError.FSS_0404, "There is no such token."));
    return Response.json(200, document(issued, "token")).with("X-Subject-Token", token);
  }

  private JsonNode document(Tokens.Issued issued, String method) {
    Caller caller = identities.caller(issued.userId()).orElseThrow(TokenApi::wrong);
    Account account = identities.account();
    ObjectNode token = Json.object();
    token.putArray("methods").add(method);
    token.put("issued_at", Tokens.text(issued.issuedAt()));
    token.put("expires_at", Tokens.text(issued.expiresAt()));
    token
        .putObject("user")
        .put("id", caller.id())
        .put("name", caller.name())
        .put("password_expires_at", "")
        .set("domain", account.reference());
    switch (issued.scope()) {
      case PROJECT ->
          token
              .putObject("project")
              .put("id", account.credentials().project())
              .put("name", account.credentials().region())
              .set("domain", account.reference());
      case DOMAIN -> token.set("domain", account.reference());
    }
    token.putArray("roles");
    token.putArray("catalog");
    return Json.object().set("token", token);
  }

  private Response projects(Request request) {
    ObjectNode project = identities.account().projectDocument();
    boolean wanted =
        request
            .argument("name")
            .orElse(identities.account().credentials().region())
            .equals(identities.account().credentials().region());
    ObjectNode document = Json.object();
    ArrayNode projects = document.putArray("projects");
    if (wanted) {
      projects.add(project);
    }
    return Response.json(200, document);
  }

  private Response domains(Request request) {
    ObjectNode document = Json.object();
    document.putArray("domains").add(identities.account().document());
    return Response.json(200, document);
  }
}
