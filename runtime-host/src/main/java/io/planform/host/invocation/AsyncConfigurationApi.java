package io.planform.host.invocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;

/**
 * How functions are to be invoked asynchronously: no function has such a configuration, since this
 * host does not invoke asynchronously.
 */
public final class AsyncConfigurationApi {
  private static final String FUNCTION = "/v2/{project_id}/fgs/functions/{function_urn}";
  private static final String ONE = FUNCTION + "/async-invoke-config";

  private final FunctionCatalogue functions;
  private final Urns urns;

  public AsyncConfigurationApi(FunctionCatalogue functions, Urns urns) {
    this.functions = functions;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ListFunctionAsyncInvokeConfig", "GET", FUNCTION + "/async-invoke-configs", this::list),
        Route.of("ShowFunctionAsyncInvokeConfig", "GET", ONE, this::missing),
        Route.of("DeleteFunctionAsyncInvokeConfig", "DELETE", ONE, this::missing),
        Route.of("UpdateFunctionAsyncInvokeConfig", "PUT", ONE, this::refuse));
  }

  private FunctionEntry function(Request request) {
    return functions.get(urns.parse(request.parameter("function_urn")));
  }

  private Response list(Request request) {
    function(request);
    ObjectNode document = Json.object();
    document.putArray("async_invoke_configs");
    document.put("count", 0);
    document.set("page_info", Page.of(request, "limit").information(0, 0));
    return Response.json(200, document);
  }

  private Response missing(Request request) {
    throw new ApiException(
        FgsError.FSS_0404,
        "The function %s has no configuration of asynchronous invocations."
            .formatted(function(request)));
  }

  private Response refuse(Request request) {
    function(request);
    throw new ApiException(
        FgsError.FSS_0406,
        "This runtime host does not invoke asynchronously, so there is nothing to configure.");
  }
}
