package io.planform.host.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.Collection;
import java.util.List;

/** What the host has and allows. */
public final class InformationApi {
  private static final String FGS = "/v2/{project_id}/fgs";

  private final FunctionCatalogue catalogue;
  private final Runtimes runtimes;
  private final Collection<String> triggerTypes;

  /**
   * @param triggerTypes those that can be created
   */
  public InformationApi(
      FunctionCatalogue catalogue, Runtimes runtimes, Collection<String> triggerTypes) {
    this.catalogue = catalogue;
    this.runtimes = runtimes;
    this.triggerTypes = triggerTypes;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListQuotas", "GET", FGS + "/quotas", this::quotas),
        Route.of("ListRuntimeTypes", "GET", FGS + "/runtimetypes", this::runtimeTypes),
        Route.of("ListTriggerTypes", "GET", FGS + "/triggertypes", this::triggerTypes),
        Route.of("ShowFeature", "GET", FGS + "/feature", this::feature),
        Route.of(
            "ListServiceTrustedAgencies",
            "GET",
            FGS + "/service-trusted-agencies",
            this::trustedAgencies));
  }

  /** The disk is the only limit; the largest integer says so to clients that compare. */
  private Response quotas(Request request) {
    ObjectNode document = Json.object();
    ArrayNode resources = document.putObject("quotas").putArray("resources");
    resources
        .addObject()
        .put("type", "fgs_func_num")
        .put("unit", "")
        .put("quota", Integer.MAX_VALUE)
        .put("used", Math.toIntExact(catalogue.count()));
    resources
        .addObject()
        .put("type", "fgs_func_code_size")
        .put("unit", "MB")
        .put("quota", Integer.MAX_VALUE)
        .put("used", Math.toIntExact(catalogue.totalCodeSize() / (1024 * 1024)));
    return Response.json(200, document);
  }

  private Response runtimeTypes(Request request) {
    ArrayNode types = Json.array();
    runtimes
        .available()
        .forEach(
            runtime ->
                types.addObject().put("type", runtime.name()).put("display_name", runtime.shown()));
    return Response.json(200, types);
  }

  private Response triggerTypes(Request request) {
    ArrayNode types = Json.array();
    triggerTypes.forEach(types::add);
    return Response.json(200, types);
  }

  /** None of the optional features that clients ask for. */
  private Response feature(Request request) {
    return Response.json(200, Json.object());
  }

  /** No service has an agency that it may use. */
  private Response trustedAgencies(Request request) {
    return Response.json(200, Json.array());
  }
}
