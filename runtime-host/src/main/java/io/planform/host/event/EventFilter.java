package io.planform.host.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Which events are wanted, as EventGrid's filter rules say it: a list of conditions for a field, of
 * which one must hold; all fields must be met. Only {@code IsNull} holds for a field that is not
 * there; of a list one element must meet a condition, and none what a negative one excludes.
 */
public final class EventFilter {
  private static final Set<String> TOP = Set.of("source", "type", "subject", "data");
  private static final int MOST_CONDITIONS = 5;
  private static final int MOST_DATA_FIELDS = 5;
  private static final int DEEPEST = 5;

  private final List<Rule> rules;

  private EventFilter(List<Rule> rules) {
    this.rules = rules;
  }

  private record Rule(List<String> path, List<Predicate<JsonNode>> conditions) {
    boolean matches(JsonNode event) {
      JsonNode value = event;
      for (String name : path) {
        value = value.path(name);
      }
      JsonNode found = value;
      return conditions.stream().anyMatch(condition -> condition.test(found));
    }
  }

  /** A rule that makes no sense; the message says why. */
  public static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidException(String message) {
      super(message);
    }
  }

  /**
   * @param rule a JSON object
   */
  public static EventFilter parse(JsonNode rule) throws InvalidException {
    List<Rule> rules = new ArrayList<>();
    if (!rule.isObject()) {
      throw new InvalidException("it must be an object");
    }
    for (var field : rule.properties()) {
      if (!TOP.contains(field.getKey())) {
        throw new InvalidException(
            "it has \"%s\"; it can have source, type, subject and data".formatted(field.getKey()));
      }
      add(rules, List.of(field.getKey()), field.getValue());
    }
    if (rules.stream().filter(each -> each.path().size() > 1).count() > MOST_DATA_FIELDS) {
      throw new InvalidException("data has %d fields at most".formatted(MOST_DATA_FIELDS));
    }
    return new EventFilter(rules);
  }

  private static void add(List<Rule> rules, List<String> path, JsonNode value)
      throws InvalidException {
    String name = String.join(".", path);
    boolean inData = path.getFirst().equals("data");
    if (inData && value.isObject() && path.size() <= DEEPEST) {
      for (var field : value.properties()) {
        List<String> longer = new ArrayList<>(path);
        longer.add(field.getKey());
        add(rules, longer, field.getValue());
      }
    } else if (value.isArray() && !value.isEmpty() && value.size() <= MOST_CONDITIONS) {
      List<Predicate<JsonNode>> conditions = new ArrayList<>();
      for (JsonNode each : value) {
        conditions.add(condition(name, each));
      }
      rules.add(new Rule(path, conditions));
    } else {
      throw new InvalidException(
          "%s must be a list of 1 to %d conditions%s"
              .formatted(
                  name,
                  MOST_CONDITIONS,
                  inData ? ", or an object of fields, %d deep at most".formatted(DEEPEST) : ""));
    }
  }

  private static Predicate<JsonNode> condition(String field, JsonNode condition)
      throws InvalidException {
    String operator = condition.path("op").asText();
    if (field.equals("source") && !operator.equals("StringIn")) {
      throw new InvalidException("source can have StringIn only");
    }
    return switch (operator) {
      case "IsNull" -> value -> value.isMissingNode() || value.isNull();
      case "IsNotNull" -> value -> !value.isMissingNode() && !value.isNull();
      case "IsTrue" -> value -> value.isBoolean() && value.booleanValue();
      case "IsNotTrue" -> value -> value.isBoolean() && !value.booleanValue();
      case "StringIn" -> texts(condition, String::equals);
      case "StringNotIn" -> none(texts(condition, String::equals), JsonNode::isTextual);
      case "StringStartsWith" -> texts(condition, String::startsWith);
      case "StringNotStartsWith" -> none(texts(condition, String::startsWith), JsonNode::isTextual);
      case "StringEndsWith" -> texts(condition, String::endsWith);
      case "StringNotEndsWith" -> none(texts(condition, String::endsWith), JsonNode::isTextual);
      case "NumberIn" -> numbers(condition);
      case "NumberNotIn" -> none(numbers(condition), JsonNode::isNumber);
      case "NumberLessThan" -> number(condition, comparison -> comparison < 0);
      case "NumberNotLessThan" -> number(condition, comparison -> comparison >= 0);
      case "NumberGreaterThan" -> number(condition, comparison -> comparison > 0);
      case "NumberNotGreaterThan" -> number(condition, comparison -> comparison <= 0);
      case "NumberInRange" -> ranges(condition);
      case "NumberNotInRange" -> none(ranges(condition), JsonNode::isNumber);
      default ->
          throw new InvalidException(
              "%s has the condition %s, whose op is none of EventGrid's"
                  .formatted(field, condition));
    };
  }

  /** That a value, or an element of a list, is of a kind and meets something. */
  private static Predicate<JsonNode> any(Predicate<JsonNode> kind, Predicate<JsonNode> met) {
    return value ->
        value.isArray()
            ? value.valueStream().anyMatch(each -> kind.test(each) && met.test(each))
            : kind.test(value) && met.test(value);
  }

  private static Predicate<JsonNode> none(Predicate<JsonNode> met, Predicate<JsonNode> kind) {
    return value -> any(kind, _ -> true).test(value) && !met.test(value);
  }

  private static Predicate<JsonNode> texts(
      JsonNode condition, BiPredicate<String, String> comparison) throws InvalidException {
    List<String> values = new ArrayList<>();
    for (JsonNode each : values(condition)) {
      if (!each.isTextual()) {
        throw invalid(condition, "a list of strings");
      }
      values.add(each.textValue());
    }
    return any(
        JsonNode::isTextual,
        value -> values.stream().anyMatch(each -> comparison.test(value.textValue(), each)));
  }

  private static JsonNode values(JsonNode condition) throws InvalidException {
    JsonNode values = condition.path("values");
    if (!values.isArray() || values.isEmpty()) {
      throw invalid(condition, "a list");
    }
    return values;
  }

  private static InvalidException invalid(JsonNode condition, String wanted) {
    return new InvalidException("the condition %s needs %s".formatted(condition, wanted));
  }

  private static Predicate<JsonNode> numbers(JsonNode condition) throws InvalidException {
    List<BigDecimal> values = new ArrayList<>();
    for (JsonNode each : values(condition)) {
      values.add(number(condition, each));
    }
    return any(
        JsonNode::isNumber,
        value -> values.stream().anyMatch(each -> value.decimalValue().compareTo(each) == 0));
  }

  private static BigDecimal number(JsonNode condition, JsonNode value) throws InvalidException {
    if (!value.isNumber()) {
      throw invalid(condition, "numbers");
    }
    return value.decimalValue();
  }

  /** By {@code value}, or by the only one of {@code values}. */
  private static Predicate<JsonNode> number(JsonNode condition, Predicate<Integer> sign)
      throws InvalidException {
    BigDecimal bound =
        number(
            condition,
            condition.path("value").isMissingNode()
                ? condition.path("values").path(0)
                : condition.path("value"));
    return any(JsonNode::isNumber, value -> sign.test(value.decimalValue().compareTo(bound)));
  }

  /** Both ends belong to a range. */
  private static Predicate<JsonNode> ranges(JsonNode condition) throws InvalidException {
    List<Predicate<BigDecimal>> ranges = new ArrayList<>();
    for (JsonNode each : values(condition)) {
      if (each.size() != 2) {
        throw invalid(condition, "lists of two numbers");
      }
      BigDecimal least = number(condition, each.path(0));
      BigDecimal most = number(condition, each.path(1));
      ranges.add(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }
    return any(
        JsonNode::isNumber,
        value -> ranges.stream().anyMatch(range -> range.test(value.decimalValue())));
  }

  /** What both want. */
  public EventFilter and(EventFilter other) {
    List<Rule> both = new ArrayList<>(rules);
    both.addAll(other.rules);
    return new EventFilter(both);
  }

  boolean matches(JsonNode event) {
    return rules.stream().allMatch(rule -> rule.matches(event));
  }
}
