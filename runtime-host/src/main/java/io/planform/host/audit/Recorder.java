package io.planform.host.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.host.iam.Caller;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.iam.Gate;
import io.planform.host.server.ApiException;
import io.planform.host.server.Handler;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Router;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Lets calls through the gate and writes down what came of each, refused ones included. Invocations
 * that are let through are not management; the function's log has them.
 *
 * <p>What a change did is told by what reading showed before and after it; changes of others
 * between the two are in it.
 */
public final class Recorder implements Handler {
  private static final Set<String> INVOCATIONS = Set.of("InvokeFunction", "AsyncInvokeFunction");

  private final AuditLog log;
  private final Gate gate;
  private final Router router;
  private final InstantSource clock;

  public Recorder(AuditLog log, Gate gate, Router router, InstantSource clock) {
    this.log = log;
    this.gate = gate;
    this.router = router;
    this.clock = clock;
  }

  @Override
  public Response handle(Request request) {
    Optional<Router.Match> match = router.match(request.method(), request.path());
    Call call = new Call(request, match, clock.instant());
    try {
      Optional<Caller> caller = gate.admit(request, match);
      call.admitted(caller);
      call.before(shown(call));
      Response response =
          caller.isPresent()
              ? CurrentCaller.during(caller.get(), () -> handled(request, match))
              : handled(request, match);
      call.answered(response.status());
      call.after(call.event().isPresent() ? after(call, response) : MissingNode.getInstance());
      return response;
    } catch (ApiException e) {
      call.refused(e);
      throw e;
    } finally {
      if (!isInvocation(match) || !call.isAdmitted()) {
        log.append(call.trace(), call.event().isPresent() || !call.isAdmitted());
      }
    }
  }

  /** The router knows best what to say of a request without a route. */
  private Response handled(Request request, Optional<Router.Match> match) {
    return match.isPresent() ? match.get().handle(request) : router.handle(request);
  }

  private static boolean isInvocation(Optional<Router.Match> match) {
    return match.filter(to -> INVOCATIONS.contains(to.route().operation())).isPresent();
  }

  /** Where nothing shows it, what the change answered. */
  private JsonNode after(Call call, Response response) {
    if (call.event().filter(event -> event.shownAt().isEmpty()).isPresent()) {
      return document(response);
    }
    return shown(call);
  }

  /** What reading shows now; nothing where it is refused: before there is something, or after. */
  private JsonNode shown(Call call) {
    Optional<String> path = call.shownAt();
    if (path.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return document(router.handle(call.request().reading(path.get())));
    } catch (ApiException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode document(Response response) {
    try {
      return response.status() < 300
          ? Redaction.redact(Json.read(response.body()))
          : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
