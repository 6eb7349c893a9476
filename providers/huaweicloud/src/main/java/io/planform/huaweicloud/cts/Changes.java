package io.planform.huaweicloud.cts;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ChangeHistory.Change;
import io.planform.spi.provider.ChangeHistory.History;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What the audit trail says of resources. */
public final class Changes {
  private Changes() {}

  /** Those since a time; a cloud is not asked. */
  public static History since(Instant since, ApiClient client) {
    if (!(client.target() instanceof LocalHost)) {
      return new History(List.of(), List.of());
    }
    SequencedMap<String, String> query = new LinkedHashMap<>();
    query.put("from", Long.toString(since.toEpochMilli()));
    query.put("changes", "true");
    return switch (new AuditTrail(client).read(query)) {
      case AuditTrail.Reading.Failed(Diagnostic diagnostic) ->
          new History(List.of(), List.of(diagnostic));
      case AuditTrail.Reading.Done(List<JsonNode> traces, boolean more) ->
          new History(
              traces.reversed().stream().map(Changes::change).toList(),
              more ? List.of(incomplete()) : List.of());
    };
  }

  private static Diagnostic incomplete() {
    return Diagnostic.warning(
        "Not all changes were looked at",
        "There are more than %d calls that changed something; causes are looked for among the newest."
            .formatted(AuditTrail.MOST),
        null);
  }

  private static Change change(JsonNode trace) {
    return new Change(
        Instant.ofEpochMilli(trace.path("time").asLong()),
        trace.at("/user/name").asText(),
        trace.path("source_ip").asText(),
        trace.path("trace_name").asText(),
        trace.path("lineage").asText(),
        objects(trace));
  }

  /** A call about a part of a function changes the function, too. */
  private static Set<String> objects(JsonNode trace) {
    Set<String> objects = new HashSet<>();
    objects.add(trace.path("resource_id").asText());
    String type = trace.path("resource_type").asText();
    if (type.startsWith("Function")) {
      functionIn(trace.path("url").asText()).ifPresent(objects::add);
    } else if (type.equals("Trigger")) {
      trace.path("before").forEach(gone -> objects.add(gone.path("trigger_id").asText()));
    }
    objects.remove("");
    return objects;
  }

  /** The URN without version, of a method and a path. */
  private static Optional<String> functionIn(String url) {
    return Arrays.stream(url.split("/", -1))
        .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
        .map(FunctionUrn::parse)
        .flatMap(Optional::stream)
        .map(urn -> urn.bare().toString())
        .findFirst();
  }
}
