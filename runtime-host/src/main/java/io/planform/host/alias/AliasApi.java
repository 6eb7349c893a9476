package io.planform.host.alias;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.Description;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Creates, shows, changes, lists and deletes aliases. */
public final class AliasApi {
  private static final String ALIASES = "/v2/{project_id}/fgs/functions/{function_urn}/aliases";
  private static final String ALIAS = ALIASES + "/{alias_name}";

  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
  private static final Set<String> CHANGEABLE =
      Set.of("version", "description", ShiftJson.WEIGHTS, ShiftJson.STRATEGY);

  private final FunctionCatalogue functions;
  private final Aliases aliases;
  private final Urns urns;
  private final InstantSource clock;

  public AliasApi(
      HostDatabase database,
      OperationLedger ledger,
      CurrentAliases current,
      FunctionCatalogue functions,
      Urns urns,
      InstantSource clock) {
    this.functions = functions;
    this.aliases = new Aliases(database, ledger, current);
    this.urns = urns;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListVersionAliases", "GET", ALIASES, this::list),
        Route.of("CreateVersionAlias", "POST", ALIASES, this::create),
        Route.of("ShowVersionAlias", "GET", ALIAS, this::show),
        Route.of("UpdateVersionAlias", "PUT", ALIAS, this::update),
        Route.of("DeleteVersionAlias", "DELETE", ALIAS, this::delete));
  }

  private Response create(Request request) {
    FunctionEntry function = function(request);
    Fields fields = Fields.of(request);
    Set<String> known = new HashSet<>(CHANGEABLE);
    known.add("name");
    fields.refuseOthersThan(known);
    Alias alias =
        new Alias(
            UUID.randomUUID().toString(),
            function.id(),
            name(fields.requiredText("name")),
            Description.checked(fields.text("description").orElse("")),
            fields.requiredText("version"),
            ShiftJson.read(fields),
            now());
    return aliases.create(
        alias, Operation.of(request), made -> Response.json(200, document(function, made)));
  }

  private Response update(Request request) {
    FunctionEntry function = function(request);
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(CHANGEABLE);
    Alias updated =
        aliases.update(
            function.id(),
            request.parameter("alias_name"),
            Operation.of(request),
            current -> changed(current, fields));
    return Response.json(200, document(function, updated));
  }

  /** An absent description stays; an absent shift is none. */
  private Alias changed(Alias current, Fields fields) {
    return new Alias(
        current.id(),
        current.functionId(),
        current.name(),
        Description.checked(fields.text("description").orElse(current.description())),
        fields.requiredText("version"),
        ShiftJson.read(fields),
        now());
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1014,
          "\"%s\" must have 1 to 63 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private Response show(Request request) {
    FunctionEntry function = function(request);
    return Response.json(
        200, document(function, aliases.get(function.id(), request.parameter("alias_name"))));
  }

  private Response list(Request request) {
    FunctionEntry function = function(request);
    ArrayNode list = Json.array();
    aliases.list(function.id()).forEach(alias -> list.add(document(function, alias)));
    return Response.json(200, list);
  }

  private Response delete(Request request) {
    aliases.delete(function(request).id(), request.parameter("alias_name"), Operation.of(request));
    return Response.noContent();
  }

  private static ObjectNode document(FunctionEntry function, Alias alias) {
    ObjectNode document = Json.object();
    document.put("name", alias.name());
    document.put("version", alias.version());
    document.put("description", alias.description());
    document.put("last_modified", alias.modifiedAt().toString());
    document.put("alias_urn", function.urn().withQualifier("!" + alias.name()).toString());
    alias.shift().ifPresent(shift -> ShiftJson.write(shift, document));
    return document;
  }

  /** Aliases belong to the whole function, whichever version the URN names. */
  private FunctionEntry function(Request request) {
    return functions.get(urns.parse(request.parameter("function_urn")).bare());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
