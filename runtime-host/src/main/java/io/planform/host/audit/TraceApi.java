package io.planform.host.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Optional;

/** Shows the trail as CTS shows traces, the newest first. */
public final class TraceApi {
  private static final int PAGE = 10;
  private static final int LARGEST_PAGE = 200;

  private final AuditLog log;

  public TraceApi(AuditLog log) {
    this.log = log;
  }

  public List<Route> routes() {
    return List.of(Route.of("ListTraces", "GET", "/v3/{project_id}/traces", this::list));
  }

  private Response list(Request request) {
    TraceFilter filter = TraceFilter.of(request);
    long limit = TraceFilter.number(request, "limit", PAGE);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ApiException.invalid("The parameter limit is 1 to %d.".formatted(LARGEST_PAGE));
    }
    Optional<AuditLog.Position> after =
        request.argument("next").filter(text -> !text.isEmpty()).map(TraceApi::position);
    AuditLog.Page page = log.find(filter, after, (int) limit);
    ObjectNode document = Json.object();
    ArrayNode traces = document.putArray("traces");
    page.traces().forEach(traces::add);
    ObjectNode meta = document.putObject("meta_data");
    meta.put("count", page.traces().size());
    page.next().ifPresent(next -> meta.put("marker", next.toString()));
    return Response.json(200, document);
  }

  private static AuditLog.Position position(String marker) {
    return AuditLog.Position.parse(marker)
        .orElseThrow(() -> ApiException.invalid("The parameter next is no marker of a page."));
  }
}
