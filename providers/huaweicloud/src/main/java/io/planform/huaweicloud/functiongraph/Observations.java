package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.huaweicloud.client.ErrorAnswer;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations.LogEntry;
import io.planform.spi.provider.FunctionOperations.LogQuery;
import io.planform.spi.provider.FunctionOperations.Logged;
import io.planform.spi.provider.FunctionOperations.Measured;
import io.planform.spi.provider.FunctionOperations.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Logs and metrics of functions. */
public final class Observations {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final ApiClient client;

  public Observations(ApiClient client) {
    this.client = client;
  }

  /** Finds the function's log stream, then what is in it. */
  public Logged logs(String urn, LogQuery query) {
    FunctionUrn function = FunctionUrn.parse(full(urn)).map(FunctionUrn::bare).orElse(null);
    String name = function == null ? urn : function.toString();
    ApiResult details = send("GET", function(name) + "/lts-log-detail", null);
    if (!(details instanceof ApiResult.Answered stream)) {
      return new Logged.NotRead(List.of(problem(details)));
    }
    String path =
        "/v2/%s/groups/%s/streams/%s/content/query"
            .formatted(
                project(),
                Calls.segment(stream.json().path("group_id").asText()),
                Calls.segment(stream.json().path("stream_id").asText()));
    ObjectNode body = body(query);
    if (function != null && client.target() instanceof LocalHost) {
      // Its stream may be that of other functions too.
      body.withObjectProperty("labels")
          .put("function", function.packageName() + ":" + function.name());
    }
    ApiResult result = send("POST", path, body);
    if (!(result instanceof ApiResult.Answered answer)) {
      return new Logged.NotRead(List.of(problem(result)));
    }
    List<LogEntry> entries = new ArrayList<>();
    answer.json().path("logs").forEach(log -> entries.add(entry(log)));
    return new Logged.Found(entries, answer.json().path("isQueryComplete").asBoolean(true));
  }

  private static ObjectNode body(LogQuery query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("start_time", Long.toString(query.from().toEpochMilli()));
    body.put("end_time", Long.toString(query.to().toEpochMilli()));
    body.put("is_desc", query.newestFirst());
    body.put("limit", query.limit());
    if (!query.text().isEmpty()) {
      body.put("keywords", query.text()).put("highlight", false);
    }
    if (!query.after().isEmpty()) {
      body.put("line_num", query.after()).put("search_type", "forwards");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("request_id", query.requestId());
    labels.put("version", query.version());
    labels.put("status", query.status());
    labels.values().removeIf(String::isEmpty);
    if (!labels.isEmpty()) {
      ObjectNode wanted = body.withObjectProperty("labels");
      labels.forEach(wanted::put);
    }
    return body;
  }

  private static LogEntry entry(JsonNode log) {
    JsonNode labels = log.path("labels");
    return new LogEntry(
        log.path("line_num").asText(),
        Instant.ofEpochMilli(labels.path("collectTime").asLong()),
        labels.path("request_id").asText(),
        labels.path("version").asText(),
        labels.path("status").asText(),
        log.path("content").asText());
  }

  public Measured metrics(String urn, int minutes) {
    ApiResult result = send("GET", function(full(urn)) + "/statistics/" + minutes, null);
    if (!(result instanceof ApiResult.Answered answer)) {
      return new Measured.NotRead(List.of(problem(result)));
    }
    TreeMap<Long, Map<String, Double>> points = new TreeMap<>();
    for (Map.Entry<String, JsonNode> metric : answer.json().properties()) {
      for (JsonNode point : metric.getValue()) {
        Map<String, Double> values =
            points.computeIfAbsent(point.path("timestamp").asLong(), _ -> new TreeMap<>());
        double value = point.path("value").asDouble();
        if (value >= 0) {
          values.put(metric.getKey(), value);
        }
      }
    }
    return new Measured.Found(
        points.entrySet().stream()
            .map(each -> new Point(Instant.ofEpochMilli(each.getKey()), each.getValue()))
            .toList());
  }

  private ApiResult send(String method, String path, @Nullable ObjectNode body) {
    ApiRequest request = ApiRequest.of(method, path);
    return client.send(body == null ? request : request.withBody(body), Deadline.in(TIMEOUT));
  }

  private String function(String urn) {
    return "/v2/%s/fgs/functions/%s".formatted(project(), Calls.segment(urn));
  }

  private String project() {
    return client.target().credentials().map(Credentials::projectId).orElse("");
  }

  private String full(String urn) {
    Optional<Credentials> caller = client.target().credentials();
    return caller
        .flatMap(each -> FunctionUrn.parse(urn, each.region(), each.projectId()))
        .map(FunctionUrn::toString)
        .orElse(urn);
  }

  private static Diagnostic problem(ApiResult result) {
    return switch (result) {
      case ApiResult.Answered _ -> throw new IllegalArgumentException("that is an answer");
      case ApiResult.Rejected rejected -> rejected.diagnostic();
      case ApiResult.Unreached(Diagnostic diagnostic) -> diagnostic;
      case ApiResult.Lost(Diagnostic diagnostic, ErrorAnswer error) ->
          error == null ? diagnostic : error.diagnostic();
    };
  }
}
