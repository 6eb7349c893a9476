package io.planform.host.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule on a metric of one function.
 *
 * @param function its package and its name, joined by a hyphen
 * @param version empty for all versions together
 * @param level 1 critical, 2 major, 3 minor, 4 informational
 * @param onAlarm addresses of webhooks and URNs of topics that are told when the rule is broken
 * @param onOk those that are told when it holds again
 */
record AlarmRule(
    String name,
    String description,
    AlarmMetric metric,
    String function,
    String version,
    Condition condition,
    int level,
    List<String> onAlarm,
    List<String> onOk) {
  private static final String NAMESPACE = "SYS.FunctionGraph";
  private static final String FUNCTION = "package-functionname";
  private static final String VERSION = "version";
  private static final Pattern NAME = Pattern.compile("[\\w\\-\\p{IsHan}]{1,128}");
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int MOST_RECEIVERS = 5;

  /** Everything that a creation may say. */
  static final Set<String> FIELDS =
      Set.of(
          "alarm_name",
          "alarm_description",
          "metric",
          "condition",
          "alarm_enabled",
          "alarm_action_enabled",
          "alarm_level",
          "alarm_actions",
          "ok_actions");

  /** What an update may say. */
  static final Set<String> CHANGEABLE =
      Set.of(
          "alarm_name",
          "alarm_description",
          "condition",
          "alarm_action_enabled",
          "alarm_level",
          "alarm_actions",
          "ok_actions");

  /** The same with what an update says. */
  AlarmRule changed(Fields update) {
    ObjectNode json = toJson();
    for (String name : CHANGEABLE) {
      update.any(name).ifPresent(value -> json.set(name, value));
    }
    return of(Fields.of(json, "rule."));
  }

  /**
   * @throws ApiException for what would not be acted on
   */
  static AlarmRule of(Fields fields) {
    String name = fields.requiredText("alarm_name");
    String description = fields.text("alarm_description").orElse("");
    int level = fields.integer("alarm_level").orElse(2);
    require(NAME.matcher(name).matches(), "alarm_name has 1 to 128 letters, digits, _ and -");
    require(
        description.length() <= LONGEST_DESCRIPTION,
        "alarm_description has 255 characters at most");
    require(level >= 1 && level <= 4, "alarm_level is 1 to 4");
    Fields metric = fields.object("metric").orElseThrow(() -> missing("metric"));
    require(metric.requiredText("namespace").equals(NAMESPACE), "metric.namespace is " + NAMESPACE);
    AlarmMetric id =
        AlarmMetric.of(metric.requiredText("metric_name"))
            .orElseThrow(
                () ->
                    ApiException.invalid(
                        "The field metric.metric_name is one of %s."
                            .formatted(
                                List.of(AlarmMetric.values()).stream()
                                    .map(AlarmMetric::id)
                                    .toList())));
    String function = "";
    String version = "";
    for (JsonNode each :
        metric.array("dimensions").orElseThrow(() -> missing("metric.dimensions"))) {
      Fields dimension = Fields.of(each, "metric.dimensions.");
      String value = dimension.requiredText("value");
      switch (dimension.requiredText("name")) {
        case FUNCTION -> function = value;
        case VERSION -> version = value;
        default ->
            throw ApiException.invalid(
                "The dimensions of functions are %s and %s.".formatted(FUNCTION, VERSION));
      }
    }
    require(!function.isEmpty(), "metric.dimensions has a " + FUNCTION);
    Condition condition =
        Condition.of(fields.object("condition").orElseThrow(() -> missing("condition")));
    return new AlarmRule(
        name,
        description,
        id,
        function,
        version,
        condition,
        level,
        receivers(fields, "alarm_actions"),
        receivers(fields, "ok_actions"));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw ApiException.invalid("The field " + rule + ".");
    }
  }

  private static ApiException missing(String name) {
    return ApiException.invalid("The field %s is required.".formatted(name));
  }

  static boolean isTopic(String receiver) {
    return receiver.startsWith("urn:smn:");
  }

  private static List<String> receivers(Fields fields, String name) {
    List<String> receivers = new ArrayList<>();
    Optional<JsonNode> actions = fields.array(name);
    if (actions.isEmpty()) {
      return receivers;
    }
    for (JsonNode each : actions.get()) {
      Fields action = Fields.of(each, name + ".");
      String type = action.requiredText("type");
      for (JsonNode receiver : action.array("notificationList").orElseThrow(() -> missing(name))) {
        receivers.add(receiver(type, receiver.asText()));
      }
    }
    require(receivers.size() <= MOST_RECEIVERS, name + " names 5 webhooks and topics at most");
    return receivers;
  }

  private static String receiver(String type, String text) {
    return switch (type) {
      case "notification" -> {
        require(isTopic(text), "notificationList has URNs of topics");
        yield text;
      }
      case "webhook" -> webhook(text);
      default ->
          throw new ApiException(
              FgsError.FSS_0406,
              "This runtime host has no scaling groups; an action's type is notification or webhook.");
    };
  }

  private static String webhook(String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as other addresses are.
    }
    throw ApiException.invalid("A webhook is an http or https address without user and password.");
  }

  /** As a creation says it. */
  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("alarm_name", name).put("alarm_description", description).put("alarm_level", level);
    json.set("metric", metricJson());
    json.set("condition", conditionJson());
    actions(json.putArray("alarm_actions"), onAlarm);
    actions(json.putArray("ok_actions"), onOk);
    return json;
  }

  ObjectNode metricJson() {
    ObjectNode json = Json.object().put("namespace", NAMESPACE).put("metric_name", metric.id());
    ArrayNode dimensions = json.putArray("dimensions");
    dimensions.addObject().put("name", FUNCTION).put("value", function);
    if (!version.isEmpty()) {
      dimensions.addObject().put("name", VERSION).put("value", version);
    }
    return json;
  }

  ObjectNode conditionJson() {
    return Json.object()
        .put("period", condition.periodSeconds())
        .put("filter", condition.filter())
        .put("comparison_operator", condition.operator())
        .put("value", condition.threshold())
        .put("unit", condition.unit())
        .put("count", condition.count());
  }

  private static void actions(ArrayNode actions, List<String> receivers) {
    actions(actions, "notification", receivers.stream().filter(AlarmRule::isTopic).toList());
    actions(actions, "webhook", receivers.stream().filter(each -> !isTopic(each)).toList());
  }

  private static void actions(ArrayNode actions, String type, List<String> receivers) {
    if (!receivers.isEmpty()) {
      ArrayNode list = actions.addObject().put("type", type).putArray("notificationList");
      receivers.forEach(list::add);
    }
  }

  /** What {@link #toJson} made. */
  static AlarmRule read(String json) {
    try {
      return of(Fields.of(Json.read(json), "rule."));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored alarm rule is not JSON", e);
    }
  }

  /** Without webhooks: their addresses may hold secrets. */
  @Override
  public String toString() {
    return name;
  }
}
