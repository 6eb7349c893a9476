package io.planform.host.alias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Shifts as the API has them: {@code additional_version_weights} or {@code
 * additional_version_strategy}, each an object with one version.
 */
final class ShiftJson {
  static final String WEIGHTS = "additional_version_weights";
  static final String STRATEGY = "additional_version_strategy";

  private static final Set<String> TYPES = Set.of("header", "cookie");
  private static final Set<String> OPERATORS = Set.of("=", "in");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_-]+");

  private ShiftJson() {}

  static Optional<Shift> read(Fields fields) {
    Optional<Map.Entry<String, JsonNode>> weight = only(fields, WEIGHTS);
    Optional<Map.Entry<String, JsonNode>> strategy = only(fields, STRATEGY);
    if (weight.isPresent() && strategy.isPresent()) {
      throw ApiException.invalid("%s and %s exclude each other.".formatted(WEIGHTS, STRATEGY));
    }
    return weight.isPresent()
        ? weight.map(each -> weight(each.getKey(), each.getValue()))
        : strategy.map(each -> rules(each.getKey(), Fields.of(each.getValue(), STRATEGY + ".")));
  }

  /** An alias stands for two versions at most. */
  private static Optional<Map.Entry<String, JsonNode>> only(Fields fields, String name) {
    Optional<Fields> sent = fields.object(name);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Set<Map.Entry<String, JsonNode>> versions = sent.get().node().properties();
    if (versions.size() > 1) {
      throw new ApiException(
          FgsError.FSS_1091, "%s has %d versions; one can be.".formatted(name, versions.size()));
    }
    return versions.stream().findFirst();
  }

  private static Shift weight(String version, JsonNode percent) {
    if (!percent.isIntegralNumber()
        || !percent.canConvertToInt()
        || percent.intValue() < 0
        || percent.intValue() > 100) {
      throw new ApiException(
          FgsError.FSS_1092, "It is %s; it can be 0 to 100 percent.".formatted(percent));
    }
    return new Shift.Weight(version, percent.intValue());
  }

  private static Shift rules(String version, Fields strategy) {
    strategy.refuseOthersThan(Set.of("rules", "combine_type"));
    String combineType = strategy.text("combine_type").orElse("");
    if (!Set.of("", "and", "or").contains(combineType)) {
      throw ApiException.invalid(
          "combine_type is \"%s\"; it can be and, or.".formatted(combineType));
    }
    List<Rule> rules = new ArrayList<>();
    for (JsonNode rule : strategy.array("rules").orElse(Json.array())) {
      rules.add(rule(Fields.of(rule, "rules.")));
    }
    if (rules.isEmpty()) {
      throw ApiException.invalid("%s.%s.rules must have a rule.".formatted(STRATEGY, version));
    }
    return new Shift.Rules(version, combineType, List.copyOf(rules));
  }

  private static Rule rule(Fields fields) {
    fields.refuseOthersThan(Set.of("rule_type", "param", "op", "value"));
    Rule rule =
        new Rule(
            fields.requiredText("rule_type"),
            fields.requiredText("param"),
            fields.requiredText("op"),
            fields.requiredText("value"));
    if (!TYPES.contains(rule.type().toLowerCase(Locale.ROOT))) {
      throw ApiException.invalid(
          "rule_type is \"%s\"; it can be Header, Cookie.".formatted(rule.type()));
    }
    if (!OPERATORS.contains(rule.operator())) {
      throw ApiException.invalid("op is \"%s\"; it can be =, in.".formatted(rule.operator()));
    }
    if (!PARAMETER.matcher(rule.parameter()).matches()) {
      throw ApiException.invalid(
          "param is \"%s\"; it can have letters, digits, _ and -.".formatted(rule.parameter()));
    }
    return rule;
  }

  static void write(Shift shift, ObjectNode document) {
    switch (shift) {
      case Shift.Weight(String version, int percent) ->
          document.putObject(WEIGHTS).put(version, percent);
      case Shift.Rules(String version, String combineType, List<Rule> rules) -> {
        ObjectNode strategy = document.putObject(STRATEGY).putObject(version);
        ArrayNode array = strategy.putArray("rules");
        for (Rule rule : rules) {
          array
              .addObject()
              .put("rule_type", rule.type())
              .put("param", rule.parameter())
              .put("op", rule.operator())
              .put("value", rule.value());
        }
        if (!combineType.isEmpty()) {
          strategy.put("combine_type", combineType);
        }
      }
    }
  }
}
