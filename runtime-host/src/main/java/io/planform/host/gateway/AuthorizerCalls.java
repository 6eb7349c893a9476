package io.planform.host.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.event.ApigAnswer;
import io.planform.host.alias.Targets;
import io.planform.host.api.Authorizer;
import io.planform.host.dispatch.Invocation;
import io.planform.host.gateway.Admission.Finding;
import io.planform.host.invocation.Invocations;
import io.planform.host.server.Encoding;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks functions whether a request may pass. One answers with an object of an HTTP response, whose
 * body is JSON: {@code {"status":"allow","context":{…}}}. What it answered is kept for as long as
 * the authorizer says, by the values of its sources; what is no answer is not kept.
 */
public final class AuthorizerCalls {
  private static final int MOST_KEPT = 10_000;

  private final Targets targets;
  private final Invocations invocations;
  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  public AuthorizerCalls(Targets targets, Invocations invocations, InstantSource clock) {
    this.targets = targets;
    this.invocations = invocations;
    this.clock = clock;
  }

  private record Key(String authorizer, String revision, List<String> values) {}

  private record Kept(Finding finding, Instant until) {}

  Finding ask(Authorizer authorizer, ReceivedCall call) {
    Optional<List<String>> values = values(authorizer, call.request());
    if (values.isEmpty()) {
      return denied("the request does not say who sends it.");
    }
    Key key = new Key(authorizer.id(), authorizer.revision(), values.get());
    Optional<Finding> known = known(key);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Finding> answered = answered(authorizer, call);
    answered
        .filter(_ -> authorizer.cacheSeconds() > 0)
        .ifPresent(finding -> keep(key, finding, authorizer.cacheSeconds()));
    return answered.orElseGet(
        () ->
            Admission.refused(
                500,
                "APIG.0305",
                "The authorizer did not answer with a status allow or deny; see its log."));
  }

  private static Finding denied(String reason) {
    return Admission.refused(401, "APIG.0305", "Incorrect authentication information: " + reason);
  }

  /** The values of the sources; empty where one is missing or of another form. */
  private static Optional<List<String>> values(Authorizer authorizer, Request request) {
    Map<String, List<String>> query = Encoding.query(request.query());
    List<String> values = new ArrayList<>();
    for (Authorizer.Source source : authorizer.sources()) {
      Optional<String> value =
          source.location().equals("HEADER")
              ? request.header(source.name())
              : Optional.ofNullable(query.get(source.name())).map(List::getFirst);
      if (value
          .filter(text -> source.validation().map(p -> p.matcher(text).matches()).orElse(true))
          .isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }

  private Optional<Finding> known(Key key) {
    synchronized (kept) {
      Kept found = kept.get(key);
      if (found != null && clock.instant().isAfter(found.until())) {
        kept.remove(key);
        return Optional.empty();
      }
      return Optional.ofNullable(found).map(Kept::finding);
    }
  }

  /** The one that was needed longest ago makes room. */
  private void keep(Key key, Finding finding, int seconds) {
    synchronized (kept) {
      kept.put(key, new Kept(finding, clock.instant().plusSeconds(seconds)));
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  private Optional<Finding> answered(Authorizer authorizer, ReceivedCall call) {
    Optional<Targets.Target> target = targets.find(authorizer.function(), call.request().headers());
    if (target.isEmpty()) {
      return Optional.empty();
    }
    var event =
        new Invocation.Event(
            UUID.randomUUID().toString(),
            event(authorizer, call.request()),
            Invocation.Source.SYNC,
            target.get().alias());
    return invocations.invoke(target.get().function(), event) instanceof Invocation.Answer answer
        ? body(answer.payload()).flatMap(AuthorizerCalls::finding)
        : Optional.empty();
  }

  private static byte[] event(Authorizer authorizer, Request request) {
    ObjectNode event = Json.object();
    event.put("httpMethod", request.method());
    event.put("path", EventParts.decodedPath(request.path()));
    ObjectNode headers = event.putObject("headers");
    EventParts.joined(request.headers()).forEach(headers::put);
    ObjectNode query = event.putObject("queryStringParameters");
    EventParts.singleValues(request.query()).forEach(query::put);
    event.put("user_data", authorizer.userData());
    if (authorizer.withBody()) {
      event.put("body", new String(request.body(), StandardCharsets.UTF_8));
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<JsonNode> body(byte[] payload) {
    try {
      return ApigAnswer.of(Json.read(payload)) instanceof ApigAnswer.Response response
              && response.status() == 200
          ? Optional.of(Json.read(response.body()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Finding> finding(JsonNode body) {
    return switch (body.path("status").asText()) {
      case "allow" -> Optional.of(new Finding.Admitted(context(body.path("context"))));
      case "deny" -> Optional.of(denied("the authorizer denies the call."));
      default -> Optional.empty();
    };
  }

  private static Map<String, String> context(JsonNode document) {
    Map<String, String> context = new LinkedHashMap<>();
    document
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isValueNode()) {
                context.put(each.getKey(), each.getValue().asText());
              }
            });
    return Map.copyOf(context);
  }
}
