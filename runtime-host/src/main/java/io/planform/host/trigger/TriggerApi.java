package io.planform.host.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.Urns;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates, shows, changes, lists and deletes triggers. */
public final class TriggerApi {
  private static final String TRIGGERS = "/v2/{project_id}/fgs/triggers";
  private static final String OF_FUNCTION = TRIGGERS + "/{function_urn}";
  private static final String TRIGGER = OF_FUNCTION + "/{trigger_type_code}/{trigger_id}";

  private final Targets targets;
  private final TriggerTypes types;
  private final TriggerCatalogue triggers;
  private final TriggerSources sources;
  private final Urns urns;
  private final InstantSource clock;
  private final TriggerDocument documents;

  /**
   * @param gateway host name and port of the gateway by scheme: {@code 127.0.0.1:7480}
   */
  public TriggerApi(
      Targets targets,
      TriggerTypes types,
      TriggerCatalogue triggers,
      TriggerSources sources,
      Urns urns,
      InstantSource clock,
      Map<String, String> gateway) {
    this.targets = targets;
    this.types = types;
    this.triggers = triggers;
    this.sources = sources;
    this.urns = urns;
    this.clock = clock;
    this.documents = new TriggerDocument(gateway, types, sources);
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListTriggers", "GET", TRIGGERS, this::listAll),
        Route.of("CreateFunctionTrigger", "POST", OF_FUNCTION, this::create),
        Route.of("ListFunctionTriggers", "GET", OF_FUNCTION, this::list),
        Route.of("BatchDeleteFunctionTriggers", "DELETE", OF_FUNCTION, this::deleteAll),
        Route.of("ShowFunctionTrigger", "GET", TRIGGER, this::show),
        Route.of("UpdateTrigger", "PUT", TRIGGER, this::update),
        Route.of("DeleteFunctionTrigger", "DELETE", TRIGGER, this::delete));
  }

  private Response create(Request request) {
    Operation operation = Operation.of(request);
    Optional<Response> before = triggers.recall(operation);
    if (before.isPresent()) {
      return before.get();
    }
    FunctionUrn urn = target(request);
    Targets.Target target = targets.get(urn, Map.of());
    CurrentFunction function = target.function();
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(
        Set.of("trigger_type_code", "trigger_status", "event_type_code", "event_data"));
    fields.text("event_type_code");
    String type = fields.requiredText("trigger_type_code");
    ObjectNode eventData =
        fields
            .object("event_data")
            .orElseThrow(() -> ApiException.invalid("The field event_data is required."))
            .node();
    TriggerSettings settings = types.check(type, eventData, urn, function.revision().runtime());
    boolean active =
        fields
            .text("trigger_status")
            .map(status -> active(status, types.get(type)))
            .orElse(types.get(type).startsActive());
    Instant now = now();
    Trigger trigger =
        new Trigger(
            UUID.randomUUID().toString(),
            function.id(),
            urn,
            target.id(),
            type,
            active,
            eventData,
            settings,
            now,
            now,
            now);
    Response answer =
        triggers.create(trigger, operation, made -> Response.json(201, documents.of(made)));
    sources.awaitBegin(trigger);
    return answer;
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("trigger_status", "event_data"));
    FunctionUrn target = target(request);
    String runtime = targets.get(target, Map.of()).function().revision().runtime();
    Trigger updated =
        triggers.update(
            target,
            type(request),
            request.parameter("trigger_id"),
            Operation.of(request),
            current -> changed(fields, current, runtime));
    sources.awaitBegin(updated);
    return Response.json(200, documents.of(updated));
  }

  private Trigger changed(Fields fields, Trigger current, String runtime) {
    ObjectNode eventData = eventData(fields, current);
    TriggerSettings settings = types.check(current.type(), eventData, current.target(), runtime);
    boolean active =
        fields
            .text("trigger_status")
            .map(status -> active(status, types.get(current.type())))
            .orElse(current.active());
    return current.changed(active, eventData, settings, now());
  }

  /**
   * The SDK's model has an array of settings of streams here, which no type of this host has; the
   * Terraform provider sends the whole object.
   */
  private static ObjectNode eventData(Fields fields, Trigger current) {
    Optional<JsonNode> sent = fields.any("event_data");
    if (sent.isEmpty() || (sent.get().isArray() && sent.get().isEmpty())) {
      return current.eventData();
    }
    if (sent.get() instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.invalid("The field event_data must be an object.");
  }

  private static boolean active(String status, TriggerType type) {
    return switch (status) {
      case "ACTIVE" -> true;
      case "DISABLED" -> {
        if (!type.canBeDisabled()) {
          throw new ApiException(
              FgsError.FSS_1318,
              "Triggers of type %s cannot be disabled; delete it.".formatted(type.name()));
        }
        yield false;
      }
      default ->
          throw ApiException.invalid(
              "The field trigger_status is \"%s\"; it can be ACTIVE or DISABLED."
                  .formatted(status));
    };
  }

  private Response show(Request request) {
    String id = request.parameter("trigger_id");
    Trigger trigger =
        triggers
            .find(target(request), type(request), id)
            .orElseThrow(() -> TriggerCatalogue.missing(id));
    return Response.json(200, documents.of(trigger));
  }

  private Response list(Request request) {
    FunctionUrn target = existing(request);
    ArrayNode list = Json.array();
    triggers.list(target).forEach(trigger -> list.add(documents.of(trigger)));
    return Response.json(200, list);
  }

  private Response listAll(Request request) {
    Page page = Page.of(request, "maxitems");
    TriggerCatalogue.Listing listing = triggers.list(page);
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("triggers");
    listing.triggers().forEach(trigger -> list.add(documents.withFunction(trigger)));
    document.put("next_marker", page.next(listing.triggers().size(), listing.total()));
    document.put("count", listing.total());
    return Response.json(200, document);
  }

  private Response delete(Request request) {
    triggers.delete(
        target(request), type(request), request.parameter("trigger_id"), Operation.of(request));
    return Response.noContent();
  }

  private Response deleteAll(Request request) {
    triggers.deleteAll(existing(request), Operation.of(request));
    return Response.noContent();
  }

  private static String type(Request request) {
    return request.parameter("trigger_type_code");
  }

  /** What the request's URN names; without version for {@code latest}. */
  private FunctionUrn target(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    return FunctionUrn.LATEST.equals(urn.qualifier()) ? urn.bare() : urn;
  }

  private FunctionUrn existing(Request request) {
    FunctionUrn target = target(request);
    targets.get(target, Map.of());
    return target;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
