package io.planform.host.reservation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.host.function.Urns;
import io.planform.host.operation.Operation;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.function.Function;

/** Sets and lists reserved instances. */
public final class ReservationApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";

  private final Reservations reservations;
  private final Reconciler reconciler;
  private final Urns urns;

  public ReservationApi(Reservations reservations, Reconciler reconciler, Urns urns) {
    this.reservations = reservations;
    this.reconciler = reconciler;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ListReservedInstanceConfigs",
            "GET",
            FUNCTIONS + "/reservedinstanceconfigs",
            request ->
                page(request, "reserved_instances", "function_urn", ReservationApi::configuration)),
        Route.of(
            "ListFunctionReservedInstances",
            "GET",
            FUNCTIONS + "/reservedinstances",
            request -> page(request, "reservedinstances", "urn", this::instances)),
        Route.of(
            "UpdateFunctionReservedInstancesCount",
            "PUT",
            FUNCTIONS + "/{function_urn}/reservedinstances",
            this::update));
  }

  /** Clients go on until a page is empty. */
  private Response page(
      Request request,
      String list,
      String filter,
      Function<StoredReservation, ObjectNode> document) {
    List<StoredReservation> all =
        request
            .argument(filter)
            .filter(text -> !text.isEmpty())
            .map(text -> reservations.of(urns.parse(text)))
            .orElseGet(reservations::all);
    Page page = Page.of(request, "limit");
    List<ObjectNode> shown =
        all.stream().skip(page.offset()).limit(page.size()).map(document).toList();
    ObjectNode answer = Json.object();
    ArrayNode elements = answer.putArray(list);
    shown.forEach(elements::add);
    answer.set("page_info", page.information(shown.size(), all.size()));
    answer.put("count", (long) all.size());
    return Response.json(200, answer);
  }

  private static ObjectNode configuration(StoredReservation stored) {
    ObjectNode document = ReservationJson.write(stored.settings(), "min_count");
    document.put("function_urn", stored.urn().toString());
    document.put("qualifier_type", stored.target().type());
    document.put("qualifier_name", stored.target().name());
    return document;
  }

  /** Those that are ready. */
  private ObjectNode instances(StoredReservation stored) {
    return Json.object()
        .put("func_urn", stored.urn().toString())
        .put("count", (long) reconciler.ready(stored));
  }

  private Response update(Request request) {
    Reservation wanted = ReservationJson.read(Fields.of(request));
    reservations.put(urns.parse(request.parameter("function_urn")), wanted, Operation.of(request));
    return Response.json(200, ReservationJson.write(wanted, "count"));
  }
}
