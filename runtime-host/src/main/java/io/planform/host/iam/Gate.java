package io.planform.host.iam;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.policy.Action;
import io.planform.host.policy.Actions;
import io.planform.host.policy.Resource;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import io.planform.host.server.Route;
import io.planform.host.server.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets a call through only where its caller is known and may do what the operation does. */
public final class Gate {
  private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  private final Account account;
  private final Authenticator authenticator;

  public Gate(Account account, Authenticator authenticator) {
    this.account = account;
    this.authenticator = authenticator;
  }

  /**
   * Whose call it is; empty for those that need no identity, because they ask for one.
   *
   * @param match absent where there is none; the caller must be known to hear of it
   * @throws ApiException FSS.0401, or FSS.0403 for what the caller may not do
   */
  public Optional<Caller> admit(Request request, Optional<Router.Match> match) {
    if (match.filter(to -> to.route().operation().equals(TokenApi.CREATE)).isPresent()) {
      return Optional.empty();
    }
    Authenticator.Finding.Known known =
        switch (authenticator.find(request)) {
          case Authenticator.Finding.Known found -> found;
          case Authenticator.Finding.Unknown unknown ->
              throw new ApiException(FgsError.FSS_0401, unknown.reason());
        };
    checkBodyIsSigned(request);
    if (match.isPresent()) {
      Map<String, String> parameters = match.get().parameters();
      checkProject(request, parameters);
      checkScope(known, parameters);
      checkPolicies(known.caller(), match.get().route(), parameters);
    }
    return Optional.of(known.caller());
  }

  /** Clients leave bodies unsigned that are no documents; this API has documents only. */
  private static void checkBodyIsSigned(Request request) {
    boolean unsigned =
        request.header("x-sdk-content-sha256").filter(UNSIGNED_PAYLOAD::equals).isPresent();
    if (unsigned && request.body().length > 0) {
      throw new ApiException(FgsError.FSS_0401, "The body must be signed.");
    }
  }

  private void checkProject(Request request, Map<String, String> parameters) {
    String project = account.credentials().project();
    Stream<String> named =
        Stream.concat(
            Optional.ofNullable(parameters.get("project_id")).stream(),
            request.headers().getOrDefault("x-project-id", List.of()).stream()
                .filter(header -> !header.isEmpty()));
    boolean other = named.anyMatch(name -> !name.equals(project));
    if (other) {
      throw new ApiException(
          FgsError.FSS_0403, "The credentials belong to project %s.".formatted(project));
    }
  }

  private static void checkScope(
      Authenticator.Finding.Known known, Map<String, String> parameters) {
    if (known.scope() == TokenScope.DOMAIN && parameters.containsKey("project_id")) {
      throw new ApiException(
          FgsError.FSS_0403,
          "The token is scoped to the domain; a project's services need one that is scoped to it.");
    }
  }

  private void checkPolicies(Caller caller, Route route, Map<String, String> parameters) {
    Optional<Action> action = Actions.of(route.operation());
    boolean allowed =
        action
            .map(needed -> caller.may(needed, resource(needed, parameters)))
            .orElse(caller.administrator());
    if (!allowed) {
      throw new ApiException(
          FgsError.FSS_0403,
          "No policy of user %s allows %s."
              .formatted(caller.name(), action.map(Action::name).orElse(route.operation())));
    }
  }

  /** Empty also for a URN that is none; the operation refuses it. */
  private Optional<Resource> resource(Action action, Map<String, String> parameters) {
    Credentials credentials = account.credentials();
    return switch (action.resource()) {
      case NONE -> Optional.empty();
      case TRIGGER ->
          Optional.ofNullable(parameters.get("trigger_id"))
              .map(
                  id ->
                      new Resource(
                          Resource.FUNCTIONS, credentials.region(), account.id(), "trigger", id));
      case FUNCTION ->
          Stream.of("function_urn", "func_urn", "resource_id")
              .flatMap(name -> Optional.ofNullable(parameters.get(name)).stream())
              .findFirst()
              .flatMap(text -> FunctionUrn.parse(text, credentials.region(), credentials.project()))
              .map(urn -> Resource.of(urn, account.id()));
    };
  }
}
