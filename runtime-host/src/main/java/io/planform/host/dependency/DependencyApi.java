package io.planform.host.dependency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.CodeStore;
import io.planform.host.code.LinkedPackages;
import io.planform.host.dependency.DependencyCatalogue.Listing;
import io.planform.host.dependency.DependencyCatalogue.Naming;
import io.planform.host.dependency.DependencyCatalogue.Upload;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Creates, shows, lists and deletes dependencies and their versions. There are no public ones. The
 * operations without a version are those of older clients; they show the newest one.
 */
public final class DependencyApi {
  private static final String ALL = "/v2/{project_id}/fgs/dependencies";
  private static final String ONE = ALL + "/{depend_id}";
  private static final String VERSION = ONE + "/version/{version}";

  private final DependencyCatalogue catalogue;
  private final DependencyDocument documents;
  private final CodeStore store;
  private final UploadReader reader;
  private final Function<DependencyVersion, String> downloads;
  private final Predicate<String> referredTo;

  /**
   * @param downloads where a version's package can be read for a while
   * @param runtimes refuses those that this host does not have
   * @param referredTo whether anything has the code of a name in the store
   */
  public DependencyApi(
      DependencyCatalogue catalogue,
      DependencyDocument documents,
      CodeStore store,
      LinkedPackages links,
      Function<DependencyVersion, String> downloads,
      Consumer<String> runtimes,
      Predicate<String> referredTo) {
    this.catalogue = catalogue;
    this.documents = documents;
    this.store = store;
    this.downloads = downloads;
    this.reader = new UploadReader(store, links, runtimes);
    this.referredTo = referredTo;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListDependencies", "GET", ALL, this::list),
        Route.of("CreateDependencyVersion", "POST", ALL + "/version", this::createVersion)
            .withBodyLimit(UploadReader.BODY_LIMIT),
        Route.of("ListDependencyVersion", "GET", ONE + "/version", this::listVersions),
        Route.of("ShowDependencyVersion", "GET", VERSION, this::showVersion),
        Route.of("DeleteDependencyVersion", "DELETE", VERSION, this::deleteVersion),
        Route.of("CreateDependency", "POST", ALL, this::create)
            .withBodyLimit(UploadReader.BODY_LIMIT),
        Route.of("ShowDependency", "GET", ONE, this::show),
        Route.of("UpdateDependency", "PUT", ONE, this::update)
            .withBodyLimit(UploadReader.BODY_LIMIT),
        Route.of("DeleteDependency", "DELETE", ONE, this::delete));
  }

  private Response list(Request request) {
    Page page = Page.of(request, request.argument("limit").isPresent() ? "limit" : "maxitems");
    Listing listing =
        wantsPrivate(request)
            ? catalogue.list(
                new DependencyFilter(argument(request, "name"), argument(request, "runtime")), page)
            : new Listing(List.of(), 0);
    return listing(listing, page, documents::dependency);
  }

  /** Public ones do not exist here: whoever asks for them alone gets none. */
  private static boolean wantsPrivate(Request request) {
    boolean byType =
        switch (argument(request, "dependency_type").orElse("all")) {
          case "all", "private" -> true;
          case "public" -> false;
          default ->
              throw new ApiException(
                  FgsError.FSS_1001, "dependency_type can be public, private or all.");
        };
    return byType && !request.flag("ispublic").orElse(false);
  }

  private static Optional<String> argument(Request request, String name) {
    return request.argument(name).filter(text -> !text.isEmpty());
  }

  private Response listVersions(Request request) {
    Page page = Page.of(request, "maxitems");
    return listing(
        catalogue.versions(request.parameter("depend_id"), page), page, documents::version);
  }

  private static Response listing(
      Listing listing, Page page, Function<DependencyVersion, ObjectNode> form) {
    ObjectNode document = Json.object();
    ArrayNode dependencies = document.putArray("dependencies");
    listing.versions().forEach(version -> dependencies.add(form.apply(version)));
    document.put("next_marker", page.next(listing.versions().size(), listing.total()));
    document.put("count", listing.total());
    return Response.json(200, document);
  }

  private Response showVersion(Request request) {
    DependencyVersion version =
        catalogue.get(request.parameter("depend_id"), number(request.parameter("version")));
    return Response.json(
        200, documents.version(version).put("download_link", downloads.apply(version)));
  }

  private Response show(Request request) {
    return Response.json(
        200, documents.dependency(catalogue.newest(request.parameter("depend_id"))));
  }

  private Response createVersion(Request request) {
    return create(request, Naming.ADD_VERSION, documents::version);
  }

  private Response create(Request request) {
    return create(request, Naming.NEW_ONLY, documents::dependency);
  }

  private Response create(
      Request request, Naming naming, Function<DependencyVersion, ObjectNode> form) {
    Operation operation = Operation.of(request);
    return catalogue
        .recall(operation)
        .orElseGet(
            () ->
                storing(
                    Fields.of(request),
                    upload ->
                        catalogue.create(
                            upload,
                            naming,
                            operation,
                            version -> Response.json(200, form.apply(version)))));
  }

  private Response update(Request request) {
    DependencyVersion updated =
        storing(
            Fields.of(request),
            upload ->
                catalogue.update(request.parameter("depend_id"), upload, Operation.of(request)));
    return Response.json(200, documents.dependency(updated));
  }

  /** Keeps a package for as long as it takes to refer to it; one that is left over goes. */
  private <T> T storing(Fields fields, Function<Upload, T> use) {
    String unused = "";
    Lock using = store.using();
    using.lock();
    try {
      Upload upload = reader.read(fields);
      unused = upload.stored();
      T result = use.apply(upload);
      unused = "";
      return result;
    } finally {
      using.unlock();
      store.collect(unused, referredTo);
    }
  }

  private Response deleteVersion(Request request) {
    DependencyVersion last =
        catalogue.delete(
            request.parameter("depend_id"),
            number(request.parameter("version")),
            Operation.of(request));
    store.collect(last.stored(), referredTo);
    return Response.noContent();
  }

  private Response delete(Request request) {
    catalogue
        .delete(request.parameter("depend_id"), Operation.of(request))
        .forEach(version -> store.collect(version.stored(), referredTo));
    return Response.noContent();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ApiException(
          FgsError.FSS_1052, "A version of a dependency is a number, not \"%s\".".formatted(text));
    }
  }
}
