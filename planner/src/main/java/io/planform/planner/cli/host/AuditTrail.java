package io.planform.planner.cli.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.spi.diagnostic.Diagnostic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Reads the audit trail of a home's host, page by page. */
final class AuditTrail {
  /** As many as the guide's export has at most (section 13.2). */
  static final int MOST = 5_000;

  private static final int PAGE = 200;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private AuditTrail() {}

  /** What came of it. */
  sealed interface Reading {
    /**
     * @param more whether there are others
     */
    record Done(List<JsonNode> traces, boolean more) implements Reading {}

    record Failed(Diagnostic diagnostic) implements Reading {}
  }

  static Reading read(Path home, SequencedMap<String, String> query) {
    LocalHost host = new LocalHost(home);
    String project = host.credentials().map(Credentials::projectId).orElse("none");
    SequencedMap<String, String> page = new LinkedHashMap<>(query);
    page.put("limit", Integer.toString(PAGE));
    List<JsonNode> traces = new ArrayList<>();
    Deadline deadline = Deadline.in(TIME_LIMIT);
    try (ApiClient client = new ApiClient(host, 1)) {
      while (true) {
        switch (client.send(request(project, page), deadline)) {
          case ApiResult.Answered answered -> {
            answered.json().path("traces").forEach(traces::add);
            JsonNode marker = answered.json().at("/meta_data/marker");
            if (!marker.isTextual() || traces.size() >= MOST) {
              return new Reading.Done(traces, marker.isTextual());
            }
            page.put("next", marker.textValue());
          }
          case ApiResult.Rejected rejected -> {
            return new Reading.Failed(rejected.diagnostic());
          }
          case ApiResult.Unreached unreached -> {
            return new Reading.Failed(unreached.diagnostic());
          }
          case ApiResult.Lost lost -> {
            return new Reading.Failed(lost.diagnostic());
          }
        }
      }
    }
  }

  private static ApiRequest request(String project, Map<String, String> query) {
    String encoded =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return ApiRequest.of("GET", "/v3/" + project + "/traces").withQuery(encoded);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
