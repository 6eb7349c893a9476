package io.planform.host.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Function logs as Log Tank Service shows them: each function has a log stream in the project's log
 * group, and what was written in one invocation is one entry of it.
 */
public final class LogApi {
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 5000;
  private static final Set<String> FIELDS =
      Set.of(
          "start_time",
          "end_time",
          "labels",
          "is_count",
          "keywords",
          "line_num",
          "is_desc",
          "search_type",
          "limit");
  private static final Set<String> LABELS = Set.of("request_id", "version", "status");

  private final FunctionLogs logs;
  private final FunctionCatalogue functions;
  private final Urns urns;
  private final String project;

  public LogApi(FunctionLogs logs, FunctionCatalogue functions, Urns urns, String project) {
    this.logs = logs;
    this.functions = functions;
    this.urns = urns;
    this.project = project;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ShowLtsLogDetails",
            "GET",
            "/v2/{project_id}/fgs/functions/{function_urn}/lts-log-detail",
            this::details),
        Route.of(
            "EnableLtsLogs",
            "POST",
            "/v2/{project_id}/fgs/functions/enable-lts-logs",
            request -> Response.json(200, Json.object())),
        Route.of(
            "ListLogs",
            "POST",
            "/v2/{project_id}/groups/{log_group_id}/streams/{log_stream_id}/content/query",
            this::query));
  }

  private Response details(Request request) {
    FunctionEntry function = functions.get(urns.parse(request.parameter("function_urn")));
    return Response.json(
        200,
        Json.object()
            .put("group_name", "functiongraph.log.group." + project)
            .put("group_id", groupId())
            .put("stream_id", function.id())
            .put("stream_name", function.urn().name() + "_" + function.id()));
  }

  private String groupId() {
    return UUID.nameUUIDFromBytes(project.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Response query(Request request) {
    String stream = request.parameter("log_stream_id");
    if (!request.parameter("log_group_id").equals(groupId()) || !functions.hasId(stream)) {
      throw new ApiException(
          FgsError.FSS_0404, "There is no log stream %s of a function.".formatted(stream));
    }
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(FIELDS);
    LogFilter filter = filter(fields);
    boolean descending = fields.bool("is_desc").orElse(false);
    int limit = fields.integer("limit").orElse(USUAL_LIMIT);
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw ApiException.invalid("The field limit is 1 to %d.".formatted(LARGEST_LIMIT));
    }
    LogPage page = logs.find(stream, filter, after(fields), descending, limit);
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("logs");
    page.entries().forEach(found -> list.add(log(found)));
    boolean counts = fields.bool("is_count").orElse(false);
    document.put("count", counts ? logs.count(stream, filter) : page.entries().size());
    document.put("isQueryComplete", page.complete());
    return Response.json(200, document);
  }

  private static LogFilter filter(Fields fields) {
    Optional<Fields> labels = fields.object("labels");
    labels.ifPresent(each -> each.refuseOthersThan(LABELS));
    String status = label(labels, "status");
    if (!status.isEmpty() && Status.of(status).isEmpty()) {
      throw ApiException.invalid(
          "The label status is one of %s."
              .formatted(List.of(Status.values()).stream().map(Status::text).toList()));
    }
    return new LogFilter(
        time(fields, "start_time"),
        time(fields, "end_time"),
        label(labels, "request_id"),
        label(labels, "version"),
        status,
        fields.text("keywords").orElse(""));
  }

  private static String label(Optional<Fields> labels, String name) {
    return labels.flatMap(each -> each.text(name)).orElse("");
  }

  /** LTS takes milliseconds as text. */
  private static long time(Fields fields, String name) {
    try {
      return Long.parseLong(fields.requiredText(name));
    } catch (NumberFormatException e) {
      throw ApiException.invalid(
          "The field %s is a text of milliseconds since 1970.".formatted(name));
    }
  }

  private static @Nullable Position after(Fields fields) {
    String search = fields.text("search_type").orElse("forwards");
    if (!Set.of("init", "forwards").contains(search)) {
      throw ApiException.invalid("The field search_type is init or forwards.");
    }
    Optional<String> line = fields.text("line_num").filter(text -> !text.isEmpty());
    if (line.isEmpty() || search.equals("init")) {
      return null;
    }
    return Position.parse(line.get())
        .orElseThrow(() -> ApiException.invalid("The field line_num is that of no log."));
  }

  private static ObjectNode log(LogPage.Found found) {
    LogEntry entry = found.entry();
    ObjectNode log = Json.object();
    log.put("content", entry.text());
    log.put("line_num", found.position().toString());
    log.putObject("labels")
        .put("request_id", entry.requestId())
        .put("version", entry.version())
        .put("status", entry.status().text())
        .put("collectTime", Long.toString(entry.time()));
    return log;
  }
}
