package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a trigger before anybody is asked. */
final class TriggerChecks {
  /** The attributes that the API's refusals are about. */
  static final Map<String, String> BLAMED =
      Map.ofEntries(
          Map.entry("FSS.1051", "function_urn"),
          Map.entry("FSS.1309", "function_urn"),
          Map.entry("FSS.1101", "type"),
          Map.entry("FSS.1137", "type"),
          Map.entry("FSS.1102", "event_data"),
          Map.entry("FSS.1106", "event_data"),
          Map.entry("FSS.1107", "event_data"),
          Map.entry("FSS.1109", "event_data"),
          Map.entry("FSS.1112", "event_data"),
          Map.entry("FSS.1141", "event_data"),
          Map.entry("FSS.1146", "event_data"),
          Map.entry("FSS.1147", "event_data"),
          Map.entry("FSS.1148", "event_data"),
          Map.entry("FSS.1171", "event_data"),
          Map.entry("FSS.1417", "event_data"));

  private static final Map<String, List<String>> MANDATORY =
      Map.of(
          "TIMER", List.of("name", "schedule_type", "schedule"),
          "SMN", List.of("topic_urn"),
          "LTS", List.of("log_group_id", "log_topic_id"),
          "CTS", List.of("name", "operations"),
          "APIG",
              List.of(
                  "name",
                  "group_id",
                  "env_id",
                  "env_name",
                  "path",
                  "protocol",
                  "req_method",
                  "match_mode",
                  "auth",
                  "type",
                  "func_info"));

  private TriggerChecks() {}

  /**
   * @param region of the provider; empty where its block names none
   */
  static List<Diagnostic> of(Value.Obj configuration, String region) {
    List<Diagnostic> diagnostics = common(configuration, region);
    String text = Texts.of(configuration.get("event_data"));
    if (!text.isEmpty()) {
      diagnostics.addAll(eventData(Texts.of(configuration.get("type")), JsonMeaning.parse(text)));
    }
    return diagnostics;
  }

  /** Of all but what a trigger's type asks for. */
  static List<Diagnostic> common(Value.Obj configuration, String region) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    String urn = Texts.of(configuration.get("function_urn"));
    if (!urn.isEmpty() && FunctionUrn.parse(urn).isEmpty()) {
      diagnostics.add(error("Invalid function URN", "\"" + urn + "\" is none.", "function_urn"));
    }
    String status = Texts.of(configuration.get("status"));
    if (!status.isEmpty() && !Set.of("ACTIVE", "DISABLED").contains(status)) {
      diagnostics.add(error("Invalid status", "It is ACTIVE or DISABLED.", "status"));
    }
    return diagnostics;
  }

  /** What can be planned and not carried out. */
  static List<Diagnostic> refusals(Value.Obj configuration) {
    String cascade = "cascade_delete_eg_subscription";
    return configuration.get(cascade).revealed().equals(Value.of(true))
        ? List.of(
            error(
                "Not supported yet",
                "Subscriptions of EventGrid are not deleted with their trigger yet.",
                cascade))
        : List.of();
  }

  private static List<Diagnostic> eventData(String type, JsonNode data) {
    if (!data.isObject()) {
      return List.of(
          error("Invalid event data", "It is the text of a JSON object.", "event_data")
              .withHint("event_data = jsonencode({ … })"));
    }
    List<String> missing =
        MANDATORY.getOrDefault(type, List.of()).stream().filter(name -> !data.has(name)).toList();
    if (!missing.isEmpty()) {
      return List.of(
          error(
              "Invalid event data",
              "A trigger of type %s also needs %s.".formatted(type, String.join(", ", missing)),
              "event_data"));
    }
    if (type.equals("TIMER")
        && TimerSchedule.parse(data.path("schedule_type").asText(), data.path("schedule").asText())
            instanceof Parsed.Invalid(String reason)) {
      return List.of(error("Invalid schedule", reason, "event_data"));
    }
    return List.of();
  }

  private static Diagnostic error(String summary, String detail, String attribute) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(attribute));
  }
}
