package io.planform.planner.tfstate;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.ValuePath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether stored values are what their types say. */
final class StoredShape {
  private final Set<String> unknownNames = new TreeSet<>();

  /** Attributes with a value that the type does not have, seen so far. */
  Set<String> unknownNames() {
    return unknownNames;
  }

  /** What is wrong with a value; null if it is one of the type. */
  @Nullable String fault(JsonNode json, Type type, ValuePath path) {
    if (json.isNull()) {
      return null;
    }
    return switch (type) {
      case Type.Primitive.STRING -> json.isTextual() ? null : wants("text", json, path);
      case Type.Primitive.NUMBER -> json.isNumber() ? null : wants("a number", json, path);
      case Type.Primitive.BOOL -> json.isBoolean() ? null : wants("true or false", json, path);
      case Type.ListType(Type element) -> elements(json, element, path);
      case Type.SetType(Type element) -> elements(json, element, path);
      case Type.MapType(Type element) -> entries(json, element, path);
      case Type.TupleType(List<Type> elements) -> tuple(json, elements, path);
      case Type.ObjectType object -> object(json, object, path);
      case Type.DynamicType _ -> typed(json, path);
    };
  }

  private @Nullable String elements(JsonNode json, Type element, ValuePath path) {
    if (!json.isArray()) {
      return wants("a list", json, path);
    }
    int index = 0;
    for (JsonNode part : json) {
      String fault = fault(part, element, path.index(index++));
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String entries(JsonNode json, Type element, ValuePath path) {
    if (!json.isObject()) {
      return wants("a map", json, path);
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String fault = fault(entry.getValue(), element, path.key(entry.getKey()));
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String tuple(JsonNode json, List<Type> elements, ValuePath path) {
    if (!json.isArray() || json.size() != elements.size()) {
      return wants("a list of " + elements.size(), json, path);
    }
    for (int index = 0; index < elements.size(); index++) {
      String fault = fault(json.path(index), elements.get(index), path.index(index));
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String object(JsonNode json, Type.ObjectType object, ValuePath path) {
    if (!json.isObject()) {
      return wants("an object", json, path);
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      ValuePath here = path.attribute(entry.getKey());
      Type type = object.attributes().get(entry.getKey());
      if (type != null) {
        String fault = fault(entry.getValue(), type, here);
        if (fault != null) {
          return fault;
        }
      } else if (!isNothing(entry.getValue())) {
        unknownNames.add(here.toString().replaceAll("\\[[^]]*]", ""));
      }
    }
    return null;
  }

  private @Nullable String typed(JsonNode json, ValuePath path) {
    if (!json.has("type") || !json.has("value")) {
      return wants("a value with its type", json, path);
    }
    Type type = StoredType.read(json.path("type"));
    return type == null
        ? path + " has a type that is none"
        : type instanceof Type.DynamicType
            ? (json.path("value").isNull() ? null : wants("null", json.path("value"), path))
            : fault(json.path("value"), type, path);
  }

  private static boolean isNothing(JsonNode json) {
    return json.isNull() || (json.isContainerNode() && json.isEmpty());
  }

  /** Never the value itself: it may be a secret. */
  private static String wants(String wanted, JsonNode found, ValuePath path) {
    String what =
        switch (found.getNodeType()) {
          case STRING -> "text";
          case NUMBER -> "a number";
          case BOOLEAN -> "a bool";
          case ARRAY -> "a list";
          case OBJECT -> "an object";
          case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    return path + " is " + what + " instead of " + wanted;
  }
}
