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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Publishes and lists versions. They are shown and deleted as functions are, by their URNs. */
public final class VersionApi {
  private static final String VERSIONS = "/v2/{project_id}/fgs/functions/{function_urn}/versions";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,40}[A-Za-z0-9])?");

  /** {@code v20220510-190658}, as in the user guide's section 5.9. */
  private static final DateTimeFormatter DEFAULT_NAME =
      DateTimeFormatter.ofPattern("'v'yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final FunctionCatalogue functions;
  private final VersionCatalogue versions;
  private final Urns urns;
  private final InstantSource clock;

  public VersionApi(
      FunctionCatalogue functions, VersionCatalogue versions, Urns urns, InstantSource clock) {
    this.functions = functions;
    this.versions = versions;
    this.urns = urns;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateFunctionVersion", "POST", VERSIONS, this::publish),
        Route.of("ListFunctionVersions", "GET", VERSIONS, this::list));
  }

  private Response publish(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("digest", "version", "description"));
    FunctionVersion version =
        new FunctionVersion(
            UUID.randomUUID().toString(),
            name(fields.text("version").orElse("")),
            Description.checked(fields.text("description").orElse("")));
    String digest = fields.text("digest").orElse("");
    FunctionUrn urn = functions.changeable(urns.parse(request.parameter("function_urn")));
    return versions.publish(
        urn,
        Operation.of(request),
        current -> checked(current, digest).publishedAs(version),
        published -> Response.json(200, FunctionDocument.created(published)));
  }

  private String name(String name) {
    if (name.isEmpty()) {
      return DEFAULT_NAME.format(clock.instant());
    }
    if (!NAME.matcher(name).matches() || name.equals(FunctionUrn.LATEST)) {
      throw new ApiException(
          FgsError.FSS_1015,
          "\"%s\" must have 1 to 42 letters, digits, ., _ and -, begin and end with a letter or digit, and not be latest."
              .formatted(name));
    }
    return name;
  }

  /** Who sends a digest wants that code published and no other. */
  private static FunctionEntry checked(FunctionEntry current, String digest) {
    if (!digest.isEmpty() && !digest.equals(current.code().digest())) {
      throw new ApiException(
          FgsError.FSS_0428, "The code of latest has another digest than the one given.");
    }
    return current;
  }

  private Response list(Request request) {
    Page page = Page.of(request, "maxitems");
    List<FunctionEntry> all = versions.list(urns.parse(request.parameter("function_urn")));
    List<FunctionEntry> shown = all.stream().skip(page.offset()).limit(page.size()).toList();
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("versions");
    shown.forEach(version -> list.add(FunctionDocument.configuration(version)));
    document.put("next_marker", page.next(shown.size(), all.size()));
    document.put("count", all.size());
    return Response.json(200, document);
  }
}
