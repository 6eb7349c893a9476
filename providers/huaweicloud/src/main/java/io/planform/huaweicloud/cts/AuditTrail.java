package io.planform.huaweicloud.cts;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.spi.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Reads the runtime host's audit trail, page by page. */
public final class AuditTrail {
  /** As many as the guide's export has at most (section 13.2). */
  public static final int MOST = 5_000;

  private static final int PAGE = 200;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private final ApiClient client;

  public AuditTrail(ApiClient client) {
    this.client = client;
  }

  /** What came of it. */
  public sealed interface Reading {
    /**
     * @param traces as the API tells them, the newest first
     * @param more whether there are others
     */
    record Done(List<JsonNode> traces, boolean more) implements Reading {}

    record Failed(Diagnostic diagnostic) implements Reading {}
  }

  /**
   * The newest traces.
   *
   * @param query the API's parameters but for the page
   */
  public Reading read(SequencedMap<String, String> query) {
    String project = client.target().credentials().map(Credentials::projectId).orElse("none");
    SequencedMap<String, String> page = new LinkedHashMap<>(query);
    page.put("limit", Integer.toString(PAGE));
    List<JsonNode> traces = new ArrayList<>();
    Deadline deadline = Deadline.in(TIME_LIMIT);
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

  private static ApiRequest request(String project, Map<String, String> query) {
    String encoded =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + PercentEncoding.encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return ApiRequest.of("GET", "/v3/" + project + "/traces").withQuery(encoded);
  }
}
