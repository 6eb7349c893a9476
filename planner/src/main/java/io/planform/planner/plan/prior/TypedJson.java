package io.planform.planner.plan.prior;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Values and types as states keep them. The type is needed to read a value back; where it is {@link
 * Type#DYNAMIC} the document carries it. Marks and unknown parts are not in it: they are null.
 */
public final class TypedJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final int MOST_ZEROS = 1000;

  private TypedJson() {}

  public static JsonNode write(Value value, Type as) {
    if (as instanceof Type.DynamicType && !(value.unmarked() instanceof Value.Null)) {
      ObjectNode typed = JSON.objectNode();
      Type type = value.revealed().type();
      typed.set("type", write(type));
      typed.set("value", type instanceof Type.DynamicType ? JSON.nullNode() : write(value, type));
      return typed;
    }
    return switch (value) {
      case Value.Str(String text) -> JSON.textNode(text);
      case Value.Num(var number) -> number(number);
      case Value.Bool(boolean bool) -> JSON.booleanNode(bool);
      case Value.ListOf(Type element, List<Value> values) -> array(values, element);
      case Value.SetOf(Type element, List<Value> values) -> array(values, element);
      case Value.Tuple(List<Value> values) -> {
        ArrayNode array = JSON.arrayNode();
        values.forEach(part -> array.add(write(part, part.revealed().type())));
        yield array;
      }
      case Value.MapOf(Type element, Map<String, Value> values) -> {
        ObjectNode object = JSON.objectNode();
        values.forEach((key, part) -> object.set(key, write(part, element)));
        yield object;
      }
      case Value.Obj(SequencedMap<String, Value> values) -> {
        ObjectNode object = JSON.objectNode();
        values.forEach((name, part) -> object.set(name, write(part, attribute(as, name, part))));
        yield object;
      }
      case Value.Null _, Value.Unknown _ -> JSON.nullNode();
      case Value.Marked(Value inner, _) -> write(inner, as);
    };
  }

  /** Whole numbers without an exponent, as far as that is short. */
  private static JsonNode number(BigDecimal number) {
    return number.scale() <= 0 && number.scale() > -MOST_ZEROS
        ? JSON.numberNode(number.toBigInteger())
        : JSON.numberNode(number);
  }

  private static Type attribute(Type object, String name, Value part) {
    Type declared = object instanceof Type.ObjectType it ? it.attributes().get(name) : null;
    return declared == null ? part.revealed().type() : declared;
  }

  private static ArrayNode array(List<Value> values, Type element) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(part -> array.add(write(part, element)));
    return array;
  }

  public static Value read(JsonNode json, Type type) {
    if (json == null || json.isNull() || json.isMissingNode()) {
      return new Value.Null(type);
    }
    return switch (type) {
      case Type.Primitive.STRING -> Value.of(json.asText());
      case Type.Primitive.NUMBER -> new Value.Num(json.decimalValue());
      case Type.Primitive.BOOL -> Value.of(json.booleanValue());
      case Type.ListType(Type element) -> new Value.ListOf(element, elements(json, element));
      case Type.SetType(Type element) -> new Value.SetOf(element, elements(json, element));
      case Type.MapType(Type element) -> {
        Map<String, Value> values = new TreeMap<>();
        json.properties()
            .forEach(part -> values.put(part.getKey(), read(part.getValue(), element)));
        yield new Value.MapOf(element, values);
      }
      case Type.TupleType(List<Type> elements) -> {
        List<Value> values = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
          values.add(read(json.path(index), elements.get(index)));
        }
        yield new Value.Tuple(values);
      }
      case Type.ObjectType object -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        object
            .attributes()
            .forEach((name, attribute) -> values.put(name, read(json.path(name), attribute)));
        yield new Value.Obj(values);
      }
      case Type.DynamicType _ -> read(json.path("value"), readType(json.path("type")));
    };
  }

  private static List<Value> elements(JsonNode json, Type element) {
    List<Value> values = new ArrayList<>(json.size());
    json.forEach(part -> values.add(read(part, element)));
    return values;
  }

  /** In Terraform's form: {@code "string"}, {@code ["list","string"]}. */
  public static JsonNode write(Type type) {
    return switch (type) {
      case Type.Primitive.STRING -> JSON.textNode("string");
      case Type.Primitive.NUMBER -> JSON.textNode("number");
      case Type.Primitive.BOOL -> JSON.textNode("bool");
      case Type.DynamicType _ -> JSON.textNode("dynamic");
      case Type.ListType(Type element) -> compound("list", write(element));
      case Type.SetType(Type element) -> compound("set", write(element));
      case Type.MapType(Type element) -> compound("map", write(element));
      case Type.TupleType(List<Type> elements) -> {
        ArrayNode parts = JSON.arrayNode();
        elements.forEach(element -> parts.add(write(element)));
        yield compound("tuple", parts);
      }
      case Type.ObjectType object -> {
        ObjectNode attributes = JSON.objectNode();
        object.attributes().forEach((name, attribute) -> attributes.set(name, write(attribute)));
        yield compound("object", attributes);
      }
    };
  }

  private static ArrayNode compound(String kind, JsonNode parts) {
    return JSON.arrayNode().add(kind).add(parts);
  }

  public static Type readType(JsonNode json) {
    JsonNode parts = json.path(1);
    return switch (json.isArray() ? json.path(0).asText() : json.asText()) {
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "bool" -> Type.BOOL;
      case "list" -> Type.list(readType(parts));
      case "set" -> Type.set(readType(parts));
      case "map" -> Type.map(readType(parts));
      case "tuple" -> {
        List<Type> elements = new ArrayList<>();
        parts.forEach(part -> elements.add(readType(part)));
        yield new Type.TupleType(elements);
      }
      case "object" -> {
        SequencedMap<String, Type> attributes = new LinkedHashMap<>();
        parts
            .properties()
            .forEach(part -> attributes.put(part.getKey(), readType(part.getValue())));
        yield new Type.ObjectType(attributes);
      }
      default -> Type.DYNAMIC;
    };
  }
}
