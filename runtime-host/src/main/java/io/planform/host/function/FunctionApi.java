package io.planform.host.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.storage.HostDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Creates, shows, changes, lists and deletes functions. */
public final class FunctionApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";
  private static final String FUNCTION = FUNCTIONS + "/{function_urn}";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]");
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,58}[A-Za-z0-9])?");
  private static final Set<String> CODE_FIELDS =
      Set.of("code_type", "code_url", "code_filename", "func_code");
  private static final Set<String> UPDATE_CODE_FIELDS =
      Set.of(
          "code_type",
          "code_url",
          "code_filename",
          "func_code",
          "depend_version_list",
          "code_encrypt_kms_key_id");

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionCatalogue catalogue;
  private final CodeStore store;
  private final CodeReader codes;
  private final SettingsReader settings;
  private final Urns urns;

  public FunctionApi(
      HostDatabase database,
      OperationLedger ledger,
      FunctionCatalogue catalogue,
      CodeStore store,
      Runtimes runtimes,
      Urns urns) {
    this.database = database;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.store = store;
    this.codes = new CodeReader(store);
    this.settings = new SettingsReader(runtimes);
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
        Route.of("ShowFunctionCode", "GET", FUNCTION + "/code", this::showCode),
        Route.of("UpdateFunctionCode", "PUT", FUNCTION + "/code", this::updateCode)
            .withBodyLimit(CodeReader.BODY_LIMIT),
        Route.of(
            "UpdateFunctionMaxInstanceConfig",
            "PUT",
            FUNCTION + "/config-max-instance",
            this::updateMaxInstances),
        Route.of(
            "UpdateFunctionCollectState",
            "PUT",
            FUNCTIONS + "/{function_urn}/collect/{state}",
            this::collect),
        Route.of("ListFunctionVersions", "GET", FUNCTION + "/versions", this::listVersions),
        Route.of("ListVersionAliases", "GET", FUNCTION + "/aliases", this::listAliases),
        Route.of("ShowLtsLogDetails", "GET", FUNCTION + "/lts-log-detail", this::showLogGroup));
  }

  private Response create(Request request) {
    Operation operation = Operation.of(request);
    Optional<Response> before = ledger.recall(database, operation);
    if (before.isPresent()) {
      return before.get();
    }
    Fields fields = Fields.of(request);
    settings.checkNames(fields, CODE_FIELDS);
    FunctionUrn urn =
        urns.of(
            packageName(fields.text("package").orElse("default")),
            name(fields.requiredText("func_name")));
    FunctionSettings configuration = settings.forCreation(fields);
    return storing(
        fields,
        configuration,
        code ->
            catalogue.create(
                new FunctionEntry(
                    UUID.randomUUID().toString(),
                    urn,
                    configuration,
                    code,
                    false,
                    0,
                    Instant.EPOCH),
                operation,
                entry -> Response.json(200, FunctionDocument.created(entry))));
  }

  /** Stores the code of a request for as long as it takes to refer to it; code left over goes. */
  private <T> T storing(Fields fields, FunctionSettings current, Function<FunctionCode, T> use) {
    String unused = "";
    Lock using = store.using();
    using.lock();
    try {
      FunctionCode code = codes.read(fields, current.runtime(), current.handler());
      unused = code.stored();
      T result = use.apply(code);
      unused = "";
      return result;
    } finally {
      using.unlock();
      store.collect(unused, catalogue::refersTo);
    }
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1002,
          "\"%s\" must have 2 to 60 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private static String packageName(String name) {
    if (!PACKAGE.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1027,
          "\"%s\" must have 1 to 60 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private Response list(Request request) {
    Page page = Page.of(request, "maxitems");
    FunctionFilter filter =
        new FunctionFilter(
            request.argument("package_name").filter(text -> !text.isEmpty()),
            request.argument("func_name").filter(text -> !text.isEmpty()));
    FunctionCatalogue.Listing listing = catalogue.list(filter, page);
    ObjectNode document = Json.object();
    ArrayNode functions = document.putArray("functions");
    listing.entries().forEach(entry -> functions.add(FunctionDocument.summary(entry)));
    document.put("next_marker", page.next(listing.entries().size(), listing.total()));
    document.put("count", listing.total());
    return Response.json(200, document);
  }

  private Response delete(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    if (FunctionUrn.LATEST.equals(urn.qualifier())) {
      throw new ApiException(
          FgsError.FSS_1015,
          "The version latest cannot be deleted alone; delete the function by its URN without version.");
    }
    FunctionEntry last =
        catalogue.delete(
            urns.parseLatest(request.parameter("function_urn")), Operation.of(request));
    store.collect(last.code().stored(), catalogue::refersTo);
    return Response.noContent();
  }

  private Response showConfiguration(Request request) {
    return Response.json(200, FunctionDocument.configuration(get(request)));
  }

  private Response updateConfiguration(Request request) {
    Fields fields = Fields.of(request);
    settings.checkNames(fields, Set.of());
    FunctionUrn urn = urns.parseLatest(request.parameter("function_urn"));
    checkUnchanged(fields, "func_name", urn.name(), FgsError.FSS_1002);
    checkUnchanged(fields, "package", urn.packageName(), FgsError.FSS_1027);
    FunctionEntry entry =
        catalogue.update(
            urn,
            Operation.of(request),
            current -> current.with(settings.forUpdate(fields, current.settings())));
    return Response.json(200, FunctionDocument.configuration(entry));
  }

  private static void checkUnchanged(Fields fields, String name, String current, FgsError error) {
    if (!fields.text(name).orElse(current).equals(current)) {
      throw new ApiException(
          error, "The %s of a function cannot change; it is %s.".formatted(name, current));
    }
  }

  private Response showCode(Request request) {
    // No code is deleted meanwhile: what the row names is there.
    Lock using = store.using();
    using.lock();
    try {
      FunctionEntry entry = get(request);
      byte[] content =
          entry.code().stored().isEmpty()
              ? new byte[0]
              : Files.readAllBytes(store.archive(entry.code().stored()));
      return Response.json(200, FunctionDocument.code(entry, content));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the code of %s cannot be read".formatted(request.parameter("function_urn")), e);
    } finally {
      using.unlock();
    }
  }

  private Response updateCode(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(UPDATE_CODE_FIELDS);
    UnsupportedSettings.check(fields);
    FunctionEntry before = get(request);
    FunctionEntry entry =
        storing(
            fields,
            before.settings(),
            code ->
                catalogue.update(
                    before.urn(), Operation.of(request), function -> function.with(code)));
    store.collect(before.code().stored(), catalogue::refersTo);
    return Response.json(200, FunctionDocument.updatedCode(entry));
  }

  private Response updateMaxInstances(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("max_instance_num"));
    int number = SettingsReader.maxInstances(fields.requiredInteger("max_instance_num"));
    FunctionEntry entry =
        catalogue.update(
            urns.parseLatest(request.parameter("function_urn")),
            Operation.of(request),
            current -> current.with(current.settings().withMaxInstances(number)));
    return Response.json(200, FunctionDocument.configuration(entry));
  }

  private Response collect(Request request) {
    String state = request.parameter("state");
    if (!state.equals("true") && !state.equals("false")) {
      throw ApiException.invalid("The state to set is true or false, not \"%s\".".formatted(state));
    }
    catalogue.collect(
        urns.parseLatest(request.parameter("function_urn")),
        Operation.of(request),
        Boolean.parseBoolean(state));
    return Response.json(200, Json.object());
  }

  /** There is the version {@code latest} only. */
  private Response listVersions(Request request) {
    Page page = Page.of(request, "maxitems");
    FunctionEntry entry = get(request);
    ObjectNode document = Json.object();
    ArrayNode versions = document.putArray("versions");
    if (page.offset() == 0) {
      versions.add(FunctionDocument.configuration(entry));
    }
    document.put("next_marker", 0);
    document.put("count", 1);
    return Response.json(200, document);
  }

  private Response listAliases(Request request) {
    get(request);
    return Response.json(200, Json.array());
  }

  /** Functions do not log to LTS; the official clients take this answer as such. */
  private Response showLogGroup(Request request) {
    throw new ApiException(
        FgsError.FSS_0404, "The function %s does not log to LTS.".formatted(get(request)));
  }

  private FunctionEntry get(Request request) {
    return catalogue.get(urns.parseLatest(request.parameter("function_urn")));
  }
}
