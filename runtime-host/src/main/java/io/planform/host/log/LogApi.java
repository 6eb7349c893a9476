package io.planform.host.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.Logging;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.stream.LogStream;
import io.planform.host.stream.LogStreams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Function logs as Log Tank Service shows them: a function has a log stream of its own in the
 * project's log group, or names another one, and what was written in one invocation is one entry.
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
          "highlight",
          "is_iterative",
          "limit");
  private static final Set<String> SEARCHES = Set.of("init", "forwards", "backwards");

  private final FunctionLogs logs;
  private final LogStreams streams;
  private final FunctionCatalogue functions;
  private final Urns urns;
  private final String project;

  public LogApi(
      FunctionLogs logs,
      LogStreams streams,
      FunctionCatalogue functions,
      Urns urns,
      String project) {
    this.logs = logs;
    this.streams = streams;
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
    Logging logging = function.settings().logging();
    if (!logging.enabled()) {
      throw new ApiException(
          FgsError.FSS_0404,
          "The function %s keeps no logs: enable_lts_log is false.".formatted(function.urn()));
    }
    if (!logging.stream().isEmpty()) {
      LogStream stream = streams.stream(logging.group(), logging.stream());
      return Response.json(
          200,
          Json.object()
              .put("group_name", streams.groupName(stream))
              .put("group_id", stream.groupId())
              .put("stream_id", stream.id())
              .put("stream_name", stream.name()));
    }
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
    String group = request.parameter("log_group_id");
    if (!group.equals(groupId()) || !functions.hasId(stream)) {
      streams.stream(group, stream);
    }
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(FIELDS);
    LogFilter filter = filter(fields);
    boolean descending = fields.bool("is_desc").orElse(false);
    int limit = fields.integer("limit").orElse(USUAL_LIMIT);
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw ApiException.invalid("The field limit is 1 to %d.".formatted(LARGEST_LIMIT));
    }
    LogPage page = page(stream, filter, fields, descending, limit);
    boolean highlight = fields.bool("highlight").orElse(true);
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("logs");
    page.entries().forEach(found -> list.add(log(found, highlight ? filter.keywords() : "")));
    boolean counts = fields.bool("is_count").orElse(false);
    document.put("count", counts ? logs.count(stream, filter) : page.entries().size());
    document.put("isQueryComplete", page.complete());
    return Response.json(200, document);
  }

  /** Backwards it is the page before a line, in the same order. */
  private LogPage page(
      String stream, LogFilter filter, Fields fields, boolean descending, int limit) {
    String search = fields.text("search_type").orElse("forwards");
    if (!SEARCHES.contains(search)) {
      throw ApiException.invalid("The field search_type is init, forwards or backwards.");
    }
    @Nullable Position line = search.equals("init") ? null : line(fields);
    if (!search.equals("backwards")) {
      return logs.find(stream, filter, line, descending, limit);
    }
    if (line == null) {
      throw ApiException.invalid("Backwards there is a line_num to begin at.");
    }
    LogPage page = logs.find(stream, filter, line, !descending, limit);
    return new LogPage(page.entries().reversed(), page.complete());
  }

  private static LogFilter filter(Fields fields) {
    Map<String, String> labels = new TreeMap<>();
    fields
        .any("labels")
        .ifPresent(
            sent ->
                sent.properties()
                    .forEach(each -> labels.put(each.getKey(), each.getValue().asText())));
    String status = labels.getOrDefault("status", "");
    if (!status.isEmpty() && Status.of(status).isEmpty()) {
      throw ApiException.invalid(
          "The label status is one of %s."
              .formatted(List.of(Status.values()).stream().map(Status::text).toList()));
    }
    return new LogFilter(
        time(fields, "start_time"),
        time(fields, "end_time"),
        labels,
        fields.text("keywords").orElse(""));
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

  private static @Nullable Position line(Fields fields) {
    Optional<String> line = fields.text("line_num").filter(text -> !text.isEmpty());
    if (line.isEmpty()) {
      return null;
    }
    return Position.parse(line.get())
        .orElseThrow(() -> ApiException.invalid("The field line_num is that of no log."));
  }

  private static ObjectNode log(LogPage.Found found, String highlighted) {
    LogEntry entry = found.entry();
    ObjectNode log = Json.object();
    log.put("content", highlight(entry.text(), highlighted));
    log.put("line_num", found.position().toString());
    ObjectNode labels = log.putObject("labels");
    entry.allLabels().forEach(labels::put);
    labels.put("collectTime", Long.toString(entry.time()));
    return log;
  }

  /** Marks what was searched for, as LTS does unless it is told not to. */
  private static String highlight(String text, String part) {
    if (part.isEmpty()) {
      return text;
    }
    StringBuilder marked = new StringBuilder();
    int from = 0;
    for (int at = LogFilter.indexOf(text, part, 0);
        at >= 0;
        at = LogFilter.indexOf(text, part, from)) {
      marked.append(text, from, at).append("<HighLightTag>");
      from = at + part.length();
      marked.append(text, at, from).append("</HighLightTag>");
    }
    return marked.append(text, from, text.length()).toString();
  }
}
