package io.planform.host.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Set;

/** Creates, shows, changes, lists and deletes functions. */
public final class FunctionApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";
  private static final String FUNCTION = FUNCTIONS + "/{function_urn}";

  private final FunctionCreation creation;
  private final FunctionCatalogue catalogue;
  private final VersionCatalogue versions;
  private final FunctionCodes codes;
  private final SettingsReader settings;
  private final Urns urns;

  public FunctionApi(
      FunctionCreation creation,
      FunctionCatalogue catalogue,
      VersionCatalogue versions,
      FunctionCodes codes,
      Urns urns) {
    this.creation = creation;
    this.catalogue = catalogue;
    this.versions = versions;
    this.codes = codes;
    this.settings = creation.settings();
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateFunction", "POST", FUNCTIONS, this::create)
            .withBodyLimit(CodeReader.BODY_LIMIT),
        Route.of("ListFunctions", "GET", FUNCTIONS, this::list),
        Route.of("DeleteFunction", "DELETE", FUNCTION, this::delete),
        Route.of("ShowFunctionConfig", "GET", FUNCTION + "/config", this::showConfiguration),
        Route.of("UpdateFunctionConfig", "PUT", FUNCTION + "/config", this::updateConfiguration),
        Route.of(
            "UpdateFunctionMaxInstanceConfig",
            "PUT",
            FUNCTION + "/config-max-instance",
            this::updateMaxInstances),
        Route.of(
            "UpdateFunctionCollectState",
            "PUT",
            FUNCTIONS + "/{function_urn}/collect/{state}",
            this::collect));
  }

  private Response create(Request request) {
    return creation.create(Fields.of(request), Operation.of(request));
  }

  /** With {@code whole=true}, which the cloud does not know, with whole configurations. */
  private Response list(Request request) {
    boolean whole = request.argument("whole").filter("true"::equals).isPresent();
    Page page = Page.of(request, "maxitems");
    FunctionFilter filter =
        new FunctionFilter(
            request.argument("package_name").filter(text -> !text.isEmpty()),
            request.argument("func_name").filter(text -> !text.isEmpty()));
    FunctionCatalogue.Listing listing = catalogue.list(filter, page);
    ObjectNode document = Json.object();
    ArrayNode functions = document.putArray("functions");
    listing
        .entries()
        .forEach(
            entry ->
                functions.add(
                    whole
                        ? FunctionDocument.configuration(entry)
                        : FunctionDocument.summary(entry)));
    document.put("next_marker", page.next(listing.entries().size(), listing.total()));
    document.put("count", listing.total());
    return Response.json(200, document);
  }

  /** Without version the whole function, else the version, or the one that an alias stands for. */
  private Response delete(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    if (urn.qualifier() == null) {
      catalogue.delete(urn, Operation.of(request)).forEach(codes::collect);
    } else {
      codes.collect(versions.delete(urn, Operation.of(request)));
    }
    return Response.noContent();
  }

  private Response showConfiguration(Request request) {
    return Response.json(200, configuration(get(request)));
  }

  private Response updateConfiguration(Request request) {
    Fields fields = Fields.of(request);
    settings.checkNames(fields, Set.of());
    FunctionUrn urn = changeable(request);
    checkUnchanged(fields, "func_name", urn.name(), FgsError.FSS_1002);
    checkUnchanged(fields, "package", urn.packageName(), FgsError.FSS_1027);
    FunctionEntry entry =
        catalogue.update(
            urn,
            Operation.of(request),
            current -> current.with(settings.forUpdate(fields, current.settings())));
    return Response.json(200, configuration(entry));
  }

  private ObjectNode configuration(FunctionEntry entry) {
    return codes.withDependencies(FunctionDocument.configuration(entry), entry);
  }

  private static void checkUnchanged(Fields fields, String name, String current, FgsError error) {
    if (!fields.text(name).orElse(current).equals(current)) {
      throw new ApiException(
          error, "The %s of a function cannot change; it is %s.".formatted(name, current));
    }
  }

  private Response updateMaxInstances(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("max_instance_num"));
    int number = SettingsReader.maxInstances(fields.requiredInteger("max_instance_num"));
    FunctionEntry entry =
        catalogue.update(
            changeable(request),
            Operation.of(request),
            current -> current.with(current.settings().withMaxInstances(number)));
    return Response.json(200, configuration(entry));
  }

  private Response collect(Request request) {
    String state = request.parameter("state");
    if (!state.equals("true") && !state.equals("false")) {
      throw ApiException.invalid("The state to set is true or false, not \"%s\".".formatted(state));
    }
    catalogue.collect(
        catalogue.get(urns.parse(request.parameter("function_urn"))).urn(),
        Operation.of(request),
        Boolean.parseBoolean(state));
    return Response.json(200, Json.object());
  }

  private FunctionUrn changeable(Request request) {
    return catalogue.changeable(urns.parse(request.parameter("function_urn")));
  }

  private FunctionEntry get(Request request) {
    return catalogue.get(urns.parse(request.parameter("function_urn")));
  }
}
