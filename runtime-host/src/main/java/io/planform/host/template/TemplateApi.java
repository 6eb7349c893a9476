package io.planform.host.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Lists and shows the templates whose runtime this host has. What one shows is what a creation
 * takes: {@code code} as {@code func_code.file} and the other fields by their names.
 */
public final class TemplateApi {
  private static final String TEMPLATES = "/v2/{project_id}/fgs/templates";
  private static final int TIMEOUT_SECONDS = 30;
  private static final int MEMORY_MEGABYTES = 128;

  private final List<FunctionTemplate> templates = FunctionTemplates.all();
  private final Predicate<String> available;

  /**
   * @param available whether there is an image for a runtime by the API's name
   */
  public TemplateApi(Predicate<String> available) {
    this.available = available;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ListFunctionTemplate", "GET", TEMPLATES, this::list),
        Route.of("ShowFunctionTemplate", "GET", TEMPLATES + "/{template_id}", this::show));
  }

  private Response list(Request request) {
    Page page = Page.of(request, "maxitems");
    Optional<String> runtime = argument(request, "runtime");
    Optional<String> scene = argument(request, "scene");
    Optional<String> service = argument(request, "service");
    boolean privateOnly = !request.flag("ispublic").orElse(true);
    List<FunctionTemplate> matching =
        templates.stream()
            .filter(template -> !privateOnly && available.test(template.runtime()))
            .filter(template -> runtime.orElse(template.runtime()).equals(template.runtime()))
            .filter(template -> scene.orElse(template.scene()).equals(template.scene()))
            .filter(template -> service.orElse(template.service()).equals(template.service()))
            .toList();
    ObjectNode document = Json.object();
    ArrayNode array = document.putArray("func_templates");
    matching.stream()
        .skip(page.offset())
        .limit(page.size())
        .forEach(template -> array.add(document(template)));
    document.put("next_marker", page.next(array.size(), matching.size()));
    return Response.json(200, document);
  }

  private static Optional<String> argument(Request request, String name) {
    return request.argument(name).filter(text -> !text.isEmpty());
  }

  private Response show(Request request) {
    String id = request.parameter("template_id");
    return templates.stream()
        .filter(template -> available.test(template.runtime()) && id(template).equals(id))
        .findFirst()
        .map(template -> Response.json(200, document(template)))
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_1059, "There is no template %s.".formatted(id)));
  }

  /** The same on every host. */
  private static String id(FunctionTemplate template) {
    return UUID.nameUUIDFromBytes(("template " + template.name()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static ObjectNode document(FunctionTemplate template) {
    ObjectNode document =
        Json.object()
            .put("id", id(template))
            .put("type", 1)
            .put("title", template.title())
            .put("template_name", template.name())
            .put("description", template.description())
            .put("runtime", template.runtime())
            .put("handler", template.handler())
            .put("code_type", "inline")
            .put("code", base64(template.code()))
            .put("timeout", TIMEOUT_SECONDS)
            .put("memory_size", MEMORY_MEGABYTES);
    document.putArray("trigger_metadata_list");
    document
        .putObject("temp_detail")
        .put("input", template.input())
        .put("output", template.output())
        .put("warning", "");
    document.put("user_data", "").put("encrypted_user_data", "");
    document.putArray("dependencies");
    return document.put("scene", template.scene()).put("service", template.service());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
