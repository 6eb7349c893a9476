package io.planform.host.testevent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.Urns;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.storage.HostDatabase;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates, shows, changes, lists and deletes test events. They are the function's, not a version's.
 */
public final class TestEventApi {
  private static final String EVENTS = "/v2/{project_id}/fgs/functions/{function_urn}/events";
  private static final String EVENT = EVENTS + "/{event_id}";
  private static final Set<String> FIELDS = Set.of("name", "content");

  /** The user guide's table 6-1. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,23}[A-Za-z0-9])?");

  /** Bytes, decoded (FSS.1069). */
  private static final int LARGEST = 4096;

  private final FunctionCatalogue functions;
  private final TestEvents events;
  private final Urns urns;

  public TestEventApi(
      HostDatabase database,
      OperationLedger ledger,
      FunctionCatalogue functions,
      Urns urns,
      InstantSource clock) {
    this.functions = functions;
    this.events = new TestEvents(database, ledger, clock);
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListEvents", "GET", EVENTS, this::list),
        Route.of("CreateEvent", "POST", EVENTS, this::create),
        Route.of("ShowEvent", "GET", EVENT, this::show),
        Route.of("UpdateEvent", "PUT", EVENT, this::update),
        Route.of("DeleteEvent", "DELETE", EVENT, this::delete));
  }

  private String function(Request request) {
    return functions.get(urns.parse(request.parameter("function_urn"))).id();
  }

  /** All in one page: there are few. */
  private Response list(Request request) {
    List<TestEvent> all = events.of(function(request));
    ObjectNode document = Json.object().put("count", all.size());
    ArrayNode array = document.putArray("events");
    all.forEach(event -> array.add(summary(event)));
    return Response.json(200, document.put("next_marker", 0));
  }

  private Response show(Request request) {
    TestEvent event = events.get(function(request), request.parameter("event_id"));
    return Response.json(200, summary(event).put("content", event.content()));
  }

  private Response create(Request request) {
    Fields fields = fields(request);
    String name = name(fields.requiredText("name"));
    return events.create(
        function(request),
        name,
        content(fields),
        Operation.of(request),
        event -> Response.json(200, identity(event)));
  }

  private Response update(Request request) {
    Fields fields = fields(request);
    Optional<String> name = fields.text("name").map(TestEventApi::name);
    TestEvent updated =
        events.update(
            function(request),
            request.parameter("event_id"),
            name,
            content(fields),
            Operation.of(request));
    return Response.json(200, identity(updated));
  }

  private Response delete(Request request) {
    events.delete(function(request), request.parameter("event_id"), Operation.of(request));
    return Response.noContent();
  }

  private static ObjectNode identity(TestEvent event) {
    return Json.object().put("id", event.id()).put("name", event.name());
  }

  private static ObjectNode summary(TestEvent event) {
    return identity(event).put("last_modified", event.modifiedAt().getEpochSecond());
  }

  private static Fields fields(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(FIELDS);
    return fields;
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1074,
          "The name \"%s\" must have 1 to 25 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private static String content(Fields fields) {
    String content = fields.requiredText("content");
    int size;
    try {
      size = Base64.getDecoder().decode(content).length;
    } catch (IllegalArgumentException e) {
      throw new ApiException(FgsError.FSS_1074, "content is not Base64.");
    }
    if (size == 0) {
      throw new ApiException(FgsError.FSS_1074, "content is empty.");
    }
    if (size > LARGEST) {
      throw new ApiException(FgsError.FSS_1069, "It has %d bytes.".formatted(size));
    }
    return content;
  }
}
