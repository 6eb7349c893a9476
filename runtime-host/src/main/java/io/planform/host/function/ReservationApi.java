package io.planform.host.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Set;

/**
 * Reserved instances: there are none. What asks for none is accepted, since clients take
 * reservations back that way.
 */
public final class ReservationApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";

  private final FunctionCatalogue functions;
  private final Urns urns;

  public ReservationApi(FunctionCatalogue functions, Urns urns) {
    this.functions = functions;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ListReservedInstanceConfigs",
            "GET",
            FUNCTIONS + "/reservedinstanceconfigs",
            request -> none(request, "reserved_instances", "function_urn")),
        Route.of(
            "ListFunctionReservedInstances",
            "GET",
            FUNCTIONS + "/reservedinstances",
            request -> none(request, "reservedinstances", "urn")),
        Route.of(
            "UpdateFunctionReservedInstancesCount",
            "PUT",
            FUNCTIONS + "/{function_urn}/reservedinstances",
            this::update));
  }

  /** The first page is empty, which is where clients stop. */
  private Response none(Request request, String list, String filter) {
    request
        .argument(filter)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> functions.get(urns.parse(text)));
    Page page = Page.of(request, "limit");
    ObjectNode document = Json.object();
    document.putArray(list);
    document.set("page_info", page.information(0, 0));
    document.put("count", 0);
    return Response.json(200, document);
  }

  private Response update(Request request) {
    functions.get(urns.parse(request.parameter("function_urn")));
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("count", "idle_mode", "tactics_config"));
    boolean asksForNone =
        fields.requiredInteger("count") == 0
            && !fields.bool("idle_mode").orElse(false)
            && fields.object("tactics_config").map(ReservationApi::isEmpty).orElse(true);
    if (!asksForNone) {
      throw new ApiException(
          FgsError.FSS_0406,
          "This runtime host does not reserve instances: count can be 0, idle_mode false and"
              + " tactics_config empty.");
    }
    return Response.json(
        200, Json.object().put("count", 0).put("idle_mode", false).putNull("tactics_config"));
  }

  private static boolean isEmpty(Fields tactics) {
    tactics.refuseOthersThan(Set.of("cron_configs", "metric_configs"));
    return tactics.array("cron_configs").orElse(Json.array()).isEmpty()
        && tactics.array("metric_configs").orElse(Json.array()).isEmpty();
  }
}
