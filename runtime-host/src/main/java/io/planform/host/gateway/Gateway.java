package io.planform.host.gateway;

import io.planform.host.alias.Targets;
import io.planform.host.api.Domain;
import io.planform.host.api.Environment;
import io.planform.host.api.ServedApi;
import io.planform.host.http2.Http2Stream;
import io.planform.host.server.BrowserGuard;
import io.planform.host.server.CallService;
import io.planform.host.server.ClientConnection;
import io.planform.host.server.HttpService;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.UpgradeService;
import io.planform.host.trace.Trace;
import io.planform.host.trace.Tracing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Serves APIs on one port. The default group has the loopback's names, others {@code
 * <group>.localhost}, and groups have domain names; {@code X-Stage} names the environment.
 */
public final class Gateway implements HttpService, UpgradeService, CallService {
  private static final String SECURE = "https";
  private static final int SWITCHING = 101;
  private static final long LARGEST_BODY = 6L * 1024 * 1024;
  private static final String GROUP_DOMAIN = ".localhost";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String scheme;
  private final IntSupplier securePort;
  private final ApiRoutes routes;
  private final Targets targets;
  private final Backend backend;
  private final Admission admission;
  private final Tracing tracing;

  /**
   * @param scheme that the port speaks: {@code http} or {@code https}
   * @param securePort where {@code https} is spoken
   */
  public Gateway(
      String scheme,
      IntSupplier securePort,
      ApiRoutes routes,
      Targets targets,
      Backend backend,
      Admission admission,
      Tracing tracing) {
    this.scheme = scheme;
    this.securePort = securePort;
    this.routes = routes;
    this.targets = targets;
    this.backend = backend;
    this.admission = admission;
    this.tracing = tracing;
  }

  @Override
  public long bodyLimit(String method, String path) {
    return LARGEST_BODY;
  }

  private Optional<ServedApi> api(Request request) {
    String environment = request.header("x-stage").orElse(Environment.RELEASE.name());
    return group(request)
        .flatMap(group -> routes.find(group, environment, request.method(), request.path()));
  }

  private Optional<ReceivedCall> call(Request request) {
    return api(request)
        .filter(api -> api.schemes().contains(scheme) && !isRedirected(request, api))
        .flatMap(
            api ->
                target(api, request)
                    .map(
                        target ->
                            new ReceivedCall(
                                UUID.randomUUID().toString(),
                                scheme,
                                api,
                                target,
                                request,
                                Map.of())));
  }

  /** A domain name may ask for TLS, for APIs that have it. */
  private boolean isRedirected(Request request, ServedApi api) {
    return !scheme.equals(SECURE)
        && api.schemes().contains(SECURE)
        && routes.domain(BrowserGuard.hostName(request)).filter(Domain::redirects).isPresent();
  }

  @Override
  public Response handle(Request request) {
    Optional<ReceivedCall> call = call(request);
    return call.isPresent() ? traced(call.get(), () -> serve(call.get())) : elsewhere(request);
  }

  /** What is not served here: at the address with TLS, or nowhere. */
  private Response elsewhere(Request request) {
    Optional<ServedApi> api = api(request);
    if (api.filter(found -> isRedirected(request, found)).isPresent()) {
      // Other methods keep theirs, and their bodies.
      boolean plain = request.method().equals("GET") || request.method().equals("HEAD");
      String address =
          "https://%s:%d%s"
              .formatted(BrowserGuard.hostName(request), securePort.getAsInt(), request.target());
      return new Response(plain ? 301 : 308, Map.of("Location", List.of(address)), new byte[0]);
    }
    return Response.error(
        404,
        "APIG.0101",
        api.filter(found -> !found.schemes().contains(scheme))
            .map(
                found ->
                    "The API is called by %s only.".formatted(String.join(", ", found.schemes())))
            .orElse("The API does not exist or has not been published in the environment."));
  }

  /** One request as a span; the status is all that is told of an answer. */
  private Response traced(ReceivedCall call, Supplier<Response> work) {
    Request request = call.request();
    String route = call.api().path().text();
    return tracing.serve(
        request.headers(),
        request.method() + " " + route,
        () -> {
          Trace trace = Trace.current();
          trace.set("http.request.method", request.method());
          trace.set("http.route", route);
          Response response = work.get();
          trace.set("http.response.status_code", response.status());
          return response;
        });
  }

  private Response serve(ReceivedCall call) {
    return switch (admission.of(call)) {
      case Admission.Finding.Admitted(Map<String, String> context) ->
          identified(backend.answer(call.in(context)), call);
      case Admission.Finding.Refused(Response answer) -> answer;
    };
  }

  private static Response identified(Response response, ReceivedCall call) {
    String name = "X-Cff-Request-Id";
    return response.headers().containsKey(name) ? response : response.with(name, call.id());
  }

  /** What is refused, and what an event function gets, is answered as any other request. */
  @Override
  public Optional<Session> upgrade(Request head) {
    return call(head)
        .filter(call -> call.target().function().revision().servesHttp())
        .filter(call -> admission.of(call) instanceof Admission.Finding.Admitted)
        .map(call -> client -> converse(call, client));
  }

  private void converse(ReceivedCall call, ClientConnection client) {
    var dialogue = new WebSocketDialogue(client);
    Response response =
        traced(
            call,
            () ->
                backend
                    .converse(call, dialogue)
                    .orElseGet(() -> new Response(SWITCHING, Map.of(), call.request().body())));
    if (!dialogue.answered()) {
      try {
        client.answer(identified(response, call));
      } catch (IOException e) {
        // The client does not want to know.
      }
    }
  }

  /** A call of gRPC is one request; where it comes to no answer, the call tells its status. */
  @Override
  public void serve(Request head, Http2Stream client) {
    var dialogue = new GrpcDialogue(head, client);
    Optional<ReceivedCall> call =
        call(head).filter(each -> each.target().function().revision().servesHttp());
    if (call.isEmpty()) {
      dialogue.end(GrpcStatus.UNIMPLEMENTED, "No HTTP function is published for this path.");
    } else if (admission.of(call.get()) instanceof Admission.Finding.Refused) {
      dialogue.end(
          GrpcStatus.UNAUTHENTICATED,
          "The API does not let this call in: gRPC calls have no signature.");
    } else {
      Response _ = traced(call.get(), () -> backend.converse(call.get(), dialogue));
    }
  }

  private Optional<String> group(Request request) {
    String host = BrowserGuard.hostName(request);
    if (LOOPBACK.contains(host)) {
      return Optional.of(ServedApi.DEFAULT_GROUP);
    }
    return host.endsWith(GROUP_DOMAIN)
        ? Optional.of(host.substring(0, host.length() - GROUP_DOMAIN.length()))
        : routes.domain(host).map(Domain::group);
  }

  /** A trigger's route whose function, version or alias was deleted is none any more. */
  private Optional<Targets.Target> target(ServedApi api, Request request) {
    Optional<Targets.Target> target = targets.find(api.call().function(), request.headers());
    if (api.call().targetId().isEmpty()) {
      return target;
    }
    Optional<Targets.Target> same =
        target.filter(found -> found.id().equals(api.call().targetId()));
    if (same.isEmpty()) {
      routes.withdrawn(api.id(), api.environment().id());
    }
    return same;
  }
}
