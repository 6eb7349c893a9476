package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.planform.spi.value.ValuePath;

/** Where in an object something is. */
final class PathDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PathDocument() {}

  static ArrayNode write(ValuePath path) {
    ArrayNode steps = JSON.arrayNode();
    for (ValuePath.Step step : path.steps()) {
      switch (step) {
        case ValuePath.Attribute(String name) -> steps.add(name);
        case ValuePath.Key(String key) -> steps.addObject().put("key", key);
        case ValuePath.Index(int index) -> steps.add(index);
      }
    }
    return steps;
  }

  static ValuePath read(JsonNode steps) {
    ValuePath path = ValuePath.ROOT;
    for (JsonNode step : steps) {
      path =
          step.isInt()
              ? path.index(step.intValue())
              : step.isObject()
                  ? path.key(step.path("key").asText())
                  : path.attribute(step.asText());
    }
    return path;
  }
}
