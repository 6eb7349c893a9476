package io.planform.host.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.event.ApigAnswer;
import io.planform.functiongraph.event.ApigEvent;
import io.planform.host.alias.Targets;
import io.planform.host.dispatch.Invocation;
import io.planform.host.function.CurrentFunction;
import io.planform.host.iam.Authenticator;
import io.planform.host.invocation.AnswerRelay;
import io.planform.host.invocation.InvocationFailure;
import io.planform.host.invocation.Invocations;
import io.planform.host.server.BrowserGuard;
import io.planform.host.server.ClientConnection;
import io.planform.host.server.HttpService;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.UpgradeService;
import io.planform.host.trace.Trace;
import io.planform.host.trace.Tracing;
import io.planform.host.trigger.ApigSettings;
import io.planform.host.trigger.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves APIG triggers. The default group has the loopback's names, others {@code
 * <group>.localhost}. Event functions get the request as an event and answer with an object; HTTP
 * functions get the request itself.
 */
public final class Gateway implements HttpService, UpgradeService {
  private static final int SWITCHING = 101;
  private static final long LARGEST_BODY = 6L * 1024 * 1024;
  private static final String GROUP_DOMAIN = ".localhost";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** Headers of one connection, which end at a proxy (RFC 9110, 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");

  private final ApiRoutes routes;
  private final Targets targets;
  private final Invocations invocations;
  private final Authenticator signatures;
  private final Tracing tracing;

  /**
   * @param signatures checks requests to APIs with IAM authentication
   */
  public Gateway(
      ApiRoutes routes,
      Targets targets,
      Invocations invocations,
      Authenticator signatures,
      Tracing tracing) {
    this.routes = routes;
    this.targets = targets;
    this.invocations = invocations;
    this.signatures = signatures;
    this.tracing = tracing;
  }

  @Override
  public long bodyLimit(String method, String path) {
    return LARGEST_BODY;
  }

  /** What a request is for. */
  private record Place(Trigger trigger, ApigSettings api, Targets.Target target) {}

  private Optional<Place> place(Request request) {
    Optional<Trigger> trigger =
        group(request).flatMap(group -> routes.find(group, request.method(), request.path()));
    return trigger.flatMap(
        found ->
            target(found, request)
                .map(target -> new Place(found, (ApigSettings) found.settings(), target)));
  }

  @Override
  public Response handle(Request request) {
    Optional<Place> place = place(request);
    if (place.isEmpty()) {
      return Response.error(
          404, "APIG.0101", "The API does not exist or has not been published in the environment.");
    }
    return traced(place.get(), request, () -> serve(place.get(), request));
  }

  /** One request as a span; the status is all that is told of an answer. */
  private Response traced(Place place, Request request, Supplier<Response> work) {
    String route = place.api().path();
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

  private Response serve(Place place, Request request) {
    Optional<String> refusal = refusal(place.api(), request);
    if (refusal.isPresent()) {
      return Response.error(
          401, "APIG.0301", "Incorrect IAM authentication information: " + refusal.get());
    }
    String id = UUID.randomUUID().toString();
    return call(place.trigger(), place.api(), place.target(), id, request)
        .with("X-Cff-Request-Id", id);
  }

  private Optional<String> refusal(ApigSettings api, Request request) {
    return api.signed() ? signatures.refusal(request) : Optional.empty();
  }

  /** What is refused, and what an event function gets, is answered as any other request. */
  @Override
  public Optional<Session> upgrade(Request head) {
    return place(head)
        .filter(place -> place.target().function().revision().servesHttp())
        .filter(place -> refusal(place.api(), head).isEmpty())
        .map(place -> client -> converse(place, head, client));
  }

  /** A connection is one request for as long as it lasts. */
  private void converse(Place place, Request head, ClientConnection client) {
    String id = UUID.randomUUID().toString();
    var dialogue = new WebSocketDialogue(client);
    var request =
        new Invocation.HttpRequest(
            id, head.method(), target(head), forwardedHeaders(head, id), head.body(), dialogue);
    Response response =
        traced(
            place,
            head,
            () ->
                forward(place.target().function(), request)
                    .orElseGet(() -> new Response(SWITCHING, Map.of(), head.body())));
    if (!dialogue.answered()) {
      try {
        client.answer(response.with("X-Cff-Request-Id", id));
      } catch (IOException e) {
        // The client does not want to know.
      }
    }
  }

  private static Optional<String> group(Request request) {
    String host = BrowserGuard.hostName(request);
    if (LOOPBACK.contains(host)) {
      return Optional.of(ApigSettings.DEFAULT_GROUP);
    }
    return host.endsWith(GROUP_DOMAIN)
        ? Optional.of(host.substring(0, host.length() - GROUP_DOMAIN.length()))
        : Optional.empty();
  }

  /** A route whose function, version or alias was deleted is none any more. */
  private Optional<Targets.Target> target(Trigger trigger, Request request) {
    Optional<Targets.Target> target =
        targets
            .find(trigger.target(), request.headers())
            .filter(found -> found.id().equals(trigger.targetId()));
    if (target.isEmpty()) {
      routes.remove(trigger);
    }
    return target;
  }

  private Response call(
      Trigger trigger, ApigSettings api, Targets.Target target, String id, Request request) {
    CurrentFunction function = target.function();
    Map<String, List<String>> headers = forwardedHeaders(request, id);
    if (function.revision().servesHttp()) {
      var forwarded =
          new Invocation.HttpRequest(
              id, request.method(), target(request), headers, request.body());
      return within(api, receiver -> forward(function, forwarded.to(receiver)));
    }
    ApigEvent event =
        new ApigEvent(
            trigger.id(),
            id,
            api.stage(),
            request.method(),
            EventParts.decodedPath(request.path()),
            Map.of(),
            EventParts.singleValues(request.query()),
            EventParts.joined(headers),
            request.body());
    byte[] payload = event.toJson().toString().getBytes(StandardCharsets.UTF_8);
    var sent = new Invocation.Event(id, payload, Invocation.Source.SYNC, target.alias());
    return within(api, _ -> Optional.of(answer(invocations.invoke(function, sent))));
  }

  /**
   * The gateway waits for the beginning of an answer as long as the API says; the function goes on
   * until its own timeout.
   */
  private static Response within(
      ApigSettings api, Function<Invocation.Receiver, Optional<Response>> call) {
    return AnswerRelay.call(
        call,
        Gateway::begun,
        Duration.ofMillis(api.timeoutMillis()),
        () ->
            Response.error(
                504,
                "APIG.0201",
                "Backend timeout: the function did not answer within %d ms."
                    .formatted(api.timeoutMillis())));
  }

  private static AnswerRelay.Begun begun(AnswerRelay.Head head) {
    Map<String, List<String>> headers = endToEnd(head.headers());
    List<String> length = head.headers().get("content-length");
    if (length != null && !head.headers().containsKey("transfer-encoding")) {
      headers.put("content-length", length);
    }
    return new AnswerRelay.Begun(
        new Response(head.status(), headers, new byte[0]), AnswerRelay.Frame.NONE);
  }

  private static String target(Request request) {
    return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
  }

  private Optional<Response> forward(CurrentFunction function, Invocation.HttpRequest request) {
    return switch (invocations.forward(function, request)) {
      case Invocation.HttpAnswer answer ->
          Optional.of(new Response(answer.status(), endToEnd(answer.headers()), answer.body()));
      case Invocation.Streamed _ -> Optional.empty();
      case Invocation.Failed failed -> Optional.of(InvocationFailure.response(failed));
    };
  }

  private static Response answer(Invocation.Result result) {
    return switch (result) {
      case Invocation.Answer answer -> answer(answer.payload());
      case Invocation.FunctionError _ ->
          Response.error(500, "FSS.0500", "The function threw an error; see its log.");
      case Invocation.Failed failed -> InvocationFailure.response(failed);
      case Invocation.Streamed _ -> throw new IllegalStateException("It was wanted whole");
    };
  }

  /** The user guide's 14.3.1: an answer that is no response object is a 500. */
  private static Response answer(byte[] payload) {
    return switch (ApigAnswer.of(parse(payload))) {
      case ApigAnswer.Response response ->
          new Response(response.status(), endToEnd(response.headers()), response.body());
      case ApigAnswer.Malformed malformed ->
          Response.error(
              500,
              FgsError.FSS_1202.code(),
              "%s. %s It must be {statusCode, headers, body, isBase64Encoded}."
                  .formatted(FgsError.FSS_1202.message(), malformed.reason()));
    };
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      return Json.array();
    }
  }

  private static Map<String, List<String>> forwardedHeaders(Request request, String id) {
    Map<String, List<String>> headers = new HashMap<>(endToEnd(request.headers()));
    Trace.current().headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("x-request-id", List.of(id));
    headers.put("x-real-ip", List.of(request.remote()));
    headers.put("x-forwarded-for", List.of(request.remote()));
    headers.put("x-forwarded-proto", List.of("http"));
    String host = request.header("host").orElse("");
    int colon = host.lastIndexOf(':');
    headers.put("x-forwarded-host", List.of(host));
    headers.put(
        "x-forwarded-port",
        List.of(colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "80"));
    return headers;
  }

  /** Without those of one connection. */
  static Map<String, List<String>> endToEnd(Map<String, List<String>> headers) {
    Map<String, List<String>> kept = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            kept.put(name, values);
          }
        });
    return kept;
  }
}
