package io.planform.host.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.MemorySizes;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invokes asynchronously, and lists and stops such invocations. */
public final class AsyncInvocationApi {
  private static final String FUNCTION = "/v2/{project_id}/fgs/functions/{function_urn}";
  private static final long LARGEST_EVENT = 256L * 1024;
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 500;
  private static final int MOST_IDS = 10;

  /** A list without a time begins so long ago. */
  private static final long USUAL_MILLIS = 60L * 60 * 1000;

  private final Targets targets;
  private final InvocationQueue queue;
  private final History history;
  private final Urns urns;
  private final InstantSource clock;

  public AsyncInvocationApi(
      Targets targets, InvocationQueue queue, History history, Urns urns, InstantSource clock) {
    this.targets = targets;
    this.queue = queue;
    this.history = history;
    this.urns = urns;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("AsyncInvokeFunction", "POST", FUNCTION + "/invocations-async", this::invoke)
            .withBodyLimit(LARGEST_EVENT),
        Route.of("ListAsyncInvocations", "GET", FUNCTION + "/async-invocations", this::list),
        Route.of(
            "ListActiveAsyncInvocations",
            "GET",
            FUNCTION + "/active-async-invocations",
            this::listActive),
        Route.of("CancelAsyncInvocation", "POST", FUNCTION + "/cancel", this::cancel));
  }

  private FunctionUrn urn(Request request) {
    return urns.parse(request.parameter("function_urn"));
  }

  private Response invoke(Request request) {
    FunctionUrn urn = urn(request);
    Targets.Target target = targets.get(urn, Map.of());
    CurrentFunction function = target.function();
    if (function.revision().servesHttp()) {
      throw new ApiException(FgsError.FSS_0406, "HTTP functions are not invoked asynchronously.");
    }
    byte[] payload = request.body().length == 0 ? new byte[] {'{', '}'} : request.body();
    check(payload);
    int memory = MemorySizes.chosen(request, function).orElse(0);
    String id = queue.accept(target, qualified(urn), memory, payload);
    return Response.json(202, Json.object().put("request_id", id)).with("X-Cff-Request-Id", id);
  }

  private static void check(byte[] payload) {
    try {
      Json.read(payload);
    } catch (JsonProcessingException e) {
      throw new ApiException(FgsError.FSS_0400, "The event is not valid JSON.");
    }
  }

  private static FunctionUrn qualified(FunctionUrn urn) {
    return urn.qualifier() == null ? urn.withQualifier(FunctionUrn.LATEST) : urn;
  }

  private Response list(Request request) {
    Optional<String> id = request.argument("request_id").filter(text -> !text.isEmpty());
    return list(request, id.stream().toList(), false);
  }

  private Response listActive(Request request) {
    List<String> ids =
        request
            .argument("requests")
            .filter(text -> !text.isEmpty())
            .map(text -> List.of(text.split(",", -1)))
            .orElse(List.of());
    if (ids.size() > MOST_IDS) {
      throw new ApiException(
          FgsError.FSS_1001, "The parameter requests has at most %d ids.".formatted(MOST_IDS));
    }
    return list(request, ids, true);
  }

  private Response list(Request request, List<String> ids, boolean activeOnly) {
    FunctionUrn urn = urn(request);
    Targets.Target target = targets.get(urn, Map.of());
    Optional<Instant> begin = time(request, "query_begin_time");
    long usual = ids.isEmpty() && !activeOnly ? clock.millis() - USUAL_MILLIS : 0;
    History.Filter filter =
        new History.Filter(
            target.function().id(),
            Optional.ofNullable(urn.qualifier()).map(_ -> urn.toString()),
            ids,
            request.argument("status").filter(text -> !text.isEmpty()).map(this::status),
            activeOnly,
            begin.map(Instant::toEpochMilli).orElse(usual),
            time(request, "query_end_time").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    Page page = Page.of(request, "limit", USUAL_PAGE, LARGEST_PAGE);
    Map<Long, Long> begun = queue.begun(filter.functionId());
    return Response.json(
        200, document(history.page(filter, begun, page.offset(), page.size()), page));
  }

  /**
   * The official SDK has a number for {@code next_marker}, the Terraform provider takes a text and
   * looks for it behind full pages only: a text serves both.
   */
  private static ObjectNode document(History.Page found, Page page) {
    ObjectNode document = Json.object();
    ArrayNode invocations = document.putArray("invocations");
    for (History.Entry each : found.entries()) {
      ObjectNode one =
          invocations
              .addObject()
              .put("request_id", each.requestId())
              .put("status", each.status().name())
              .put("error_message", each.message())
              .put("error_code", each.code());
      put(one, "start_time", each.startedAt());
      put(one, "end_time", each.endedAt());
    }
    document.put("count", found.total());
    int next = page.next(found.entries().size(), found.total());
    return next == 0 ? document : document.put("next_marker", Integer.toString(next));
  }

  private static void put(ObjectNode document, String name, long millis) {
    if (millis != 0) {
      document.put(name, Instant.ofEpochMilli(millis).toString());
    }
  }

  private AsyncStatus status(String text) {
    for (AsyncStatus status : AsyncStatus.values()) {
      if (status.name().equals(text)) {
        return status;
      }
    }
    throw new ApiException(
        FgsError.FSS_1001, "The parameter status can be WAIT, RUNNING, SUCCESS, FAIL or DISCARD.");
  }

  /** With an offset, or in UTC without one. */
  private static Optional<Instant> time(Request request, String name) {
    return request.argument(name).filter(text -> !text.isEmpty()).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    try {
      return text.matches(".*T.*([Zz]|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new ApiException(
          FgsError.FSS_1001,
          "The parameter %s must be a time like 2026-01-31T08:00:00.".formatted(name));
    }
  }

  /** Ends the instance too, as the type {@code force} says, since nothing else stops a function. */
  private Response cancel(Request request) {
    FunctionUrn urn = urn(request);
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("request_id", "type"));
    String type = fields.text("type").orElse("force");
    if (type.equals("recursive")) {
      throw new ApiException(
          FgsError.FSS_0406, "What an invocation has called itself is not stopped; use force.");
    }
    if (!type.equals("force")) {
      throw ApiException.invalid("The field type can be force or recursive.");
    }
    String functionId = targets.get(urn, Map.of()).function().id();
    queue.stop(functionId, fields.requiredText("request_id"));
    return Response.json(200, Json.object());
  }
}
