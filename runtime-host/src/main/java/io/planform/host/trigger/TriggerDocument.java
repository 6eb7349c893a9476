package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.host.api.ServedApi;
import io.planform.host.server.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Triggers as the API shows them. */
final class TriggerDocument {
  private final Map<String, String> gateway;
  private final TriggerTypes types;
  private final TriggerSources sources;

  /**
   * @param gateway host name and port of the default group by scheme: {@code 127.0.0.1:7480}
   */
  TriggerDocument(Map<String, String> gateway, TriggerTypes types, TriggerSources sources) {
    this.gateway = gateway;
    this.types = types;
    this.sources = sources;
  }

  ObjectNode of(Trigger trigger) {
    ObjectNode document = Json.object();
    document.put("trigger_id", trigger.id());
    document.put("trigger_type_code", trigger.type());
    document.put("trigger_status", trigger.active() ? "ACTIVE" : "DISABLED");
    document.set("event_data", types.shown(trigger));
    document.put("created_time", seconds(trigger.createdAt()));
    document.put("last_updated_time", seconds(trigger.updatedAt()));
    if (trigger.settings() instanceof ApigSettings(_, _, _, ServedApi api)) {
      document.put("invoke_url", address(api));
    }
    sources.status(trigger).ifPresent(status -> document.set("source", source(status)));
    return document;
  }

  /** FunctionGraph's API has no such field; its clients overlook it. */
  private static ObjectNode source(SourceStatus status) {
    ObjectNode document = Json.object();
    document.put("state", status.state().name());
    document.put("since", seconds(status.since()));
    if (!status.error().isEmpty()) {
      document.put("error", status.error());
      document.put("failures", status.failures());
    }
    return document;
  }

  /** In the list of a whole project, each names its function. */
  ObjectNode withFunction(Trigger trigger) {
    FunctionUrn target = trigger.target();
    return of(trigger)
        .put(
            "func_urn",
            (target.qualifier() == null ? target.withQualifier(FunctionUrn.LATEST) : target)
                .toString());
  }

  /** A trigger's API has one scheme. */
  private String address(ServedApi api) {
    String scheme = api.schemes().iterator().next();
    String address = gateway.getOrDefault(scheme, "");
    if (api.group().equals(ServedApi.DEFAULT_GROUP)) {
      return scheme + "://" + address + api.path().text();
    }
    String port = address.substring(address.lastIndexOf(':') + 1);
    return "%s://%s.localhost:%s%s".formatted(scheme, api.group(), port, api.path().text());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
