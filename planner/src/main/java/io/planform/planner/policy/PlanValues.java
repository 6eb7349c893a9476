package io.planform.planner.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A plan's JSON document (format 1.2) as values. What the document says of values beside them is
 * put back into them: sensitive ones are marked, and what is known after an apply only is unknown.
 */
final class PlanValues {
  private static final Value NO_LIST = new Value.Tuple(List.of());
  private static final Value NO_OBJECT = new Value.Obj(new LinkedHashMap<>());

  /** What a document leaves out where there is nothing to say. */
  private static final Map<String, Value> ABSENT =
      Map.of(
          "variables", NO_OBJECT,
          "resource_changes", NO_LIST,
          "resource_drift", NO_LIST,
          "output_changes", NO_OBJECT);

  /** Names that can follow {@code plan}. */
  static final Set<String> NAMES =
      Set.of(
          "format_version",
          "terraform_version",
          "variables",
          "planned_values",
          "resource_drift",
          "resource_changes",
          "output_changes",
          "prior_state",
          "configuration",
          "timestamp",
          "applyable",
          "complete",
          "errored");

  private final JsonNode document;
  private final Map<String, Value> parts = new HashMap<>();

  PlanValues(JsonNode document) {
    this.document = document;
  }

  Value get(String name) {
    return parts.computeIfAbsent(name, this::read);
  }

  Value.Obj all() {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    NAMES.stream().sorted().forEach(name -> values.put(name, get(name)));
    return new Value.Obj(values);
  }

  private Value read(String name) {
    JsonNode part = document.path(name);
    if (part.isMissingNode()) {
      return ABSENT.getOrDefault(name, new Value.Null(Type.DYNAMIC));
    }
    return switch (name) {
      case "resource_changes", "resource_drift" ->
          elements(part, each -> object(each, (key, value) -> resource(key, value)));
      case "output_changes" -> object(part, (_, change) -> change(change));
      case "planned_values", "prior_state" -> described(part);
      case "configuration" -> configuration(part);
      case "variables" -> object(part, this::variable);
      default -> plain(part);
    };
  }

  private static Value resource(String key, JsonNode value) {
    return key.equals("change") ? change(value) : plain(value);
  }

  private static Value change(JsonNode change) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    change.properties().forEach(each -> values.put(each.getKey(), plain(each.getValue())));
    JsonNode none = change.path("");
    values.put("before", shaped(change.path("before"), none, change.path("before_sensitive")));
    values.put(
        "after",
        shaped(change.path("after"), change.path("after_unknown"), change.path("after_sensitive")));
    return new Value.Obj(values);
  }

  /**
   * A value with what is said of its parts.
   *
   * @param unknown true where it is unknown; missing where nothing is
   * @param sensitive likewise
   */
  private static Value shaped(JsonNode known, JsonNode unknown, JsonNode sensitive) {
    Value value;
    if (unknown.isBoolean() && unknown.booleanValue()) {
      value = new Value.Unknown(Type.DYNAMIC);
    } else if (known.isObject()) {
      SequencedMap<String, Value> parts = new LinkedHashMap<>();
      known
          .properties()
          .forEach(
              each ->
                  parts.put(
                      each.getKey(),
                      shaped(
                          each.getValue(),
                          unknown.path(each.getKey()),
                          sensitive.path(each.getKey()))));
      // Unknown attributes are not among those that are known.
      unknown
          .properties()
          .forEach(
              each ->
                  parts.computeIfAbsent(
                      each.getKey(),
                      name -> shaped(known.path(name), each.getValue(), sensitive.path(name))));
      value = new Value.Obj(parts);
    } else if (known.isArray()) {
      List<Value> parts = new ArrayList<>(known.size());
      for (int index = 0; index < known.size(); index++) {
        parts.add(shaped(known.path(index), unknown.path(index), sensitive.path(index)));
      }
      value = new Value.Tuple(parts);
    } else {
      value = plain(known);
    }
    return value.sensitiveIf(sensitive.isBoolean() && sensitive.booleanValue());
  }

  /** Objects and outputs, by modules. */
  private static Value described(JsonNode node) {
    if (node.isArray()) {
      return elements(node, PlanValues::described);
    }
    if (!node.isObject()) {
      return plain(node);
    }
    return object(
        node,
        (key, value) ->
            switch (key) {
              case "values" ->
                  node.has("sensitive_values")
                      ? shaped(value, node.path(""), node.path("sensitive_values"))
                      : described(value);
              case "value" -> plain(value).sensitiveIf(node.path("sensitive").asBoolean());
              default -> described(value);
            });
  }

  /** What is written in a manifest stands here as it is: any constant may be a secret. */
  private static Value configuration(JsonNode node) {
    if (node.isArray()) {
      return elements(node, PlanValues::configuration);
    }
    if (!node.isObject()) {
      return plain(node);
    }
    return object(
        node,
        (key, value) ->
            switch (key) {
              case "constant_value" -> plain(value).marked(Marks.SENSITIVE);
              case "default" -> plain(value).sensitiveIf(node.path("sensitive").asBoolean());
              default -> configuration(value);
            });
  }

  private Value variable(String name, JsonNode variable) {
    boolean sensitive =
        document
            .path("configuration")
            .path("root_module")
            .path("variables")
            .path(name)
            .path("sensitive")
            .asBoolean();
    return object(variable, (_, value) -> plain(value).sensitiveIf(sensitive));
  }

  private static Value object(JsonNode object, BiFunction<String, JsonNode, Value> part) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(each -> values.put(each.getKey(), part.apply(each.getKey(), each.getValue())));
    return new Value.Obj(values);
  }

  /** Makes a value of an element. */
  private interface Element {
    Value of(JsonNode element);
  }

  private static Value elements(JsonNode array, Element element) {
    List<Value> values = new ArrayList<>(array.size());
    array.forEach(each -> values.add(element.of(each)));
    return new Value.Tuple(values);
  }

  private static Value plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node, (_, value) -> plain(value));
      case ARRAY -> elements(node, PlanValues::plain);
      case STRING -> Value.of(node.textValue());
      case NUMBER -> new Value.Num(node.decimalValue());
      case BOOLEAN -> Value.of(node.booleanValue());
      case NULL, MISSING, BINARY, POJO -> new Value.Null(Type.DYNAMIC);
    };
  }
}
