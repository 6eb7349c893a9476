package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Values with what is unknown or sensitive in them. A value is JSON of its own kind where a reader
 * who knows its type can tell what is meant, and otherwise one of
 *
 * <pre>
 * {"$unknown": TYPE}                        not known before the apply
 * {"$marks": ["sensitive"], "$value": …}    with marks
 * {"$type": TYPE, "$value": …}              of a type that the schema leaves open
 * </pre>
 *
 * A name or key that begins with a dollar sign is written with another one before it.
 */
final class ValueCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String UNKNOWN = "$unknown";
  private static final String MARKS = "$marks";
  private static final String TYPE = "$type";
  private static final String VALUE = "$value";
  private static final String SENSITIVE = "sensitive";
  private static final String EPHEMERAL = "ephemeral";

  private ValueCodec() {}

  /**
   * @param as what a reader knows of the type
   */
  static JsonNode write(Value value, Type as) {
    return switch (value) {
      case Value.Null _ -> JSON.nullNode();
      case Value.Unknown unknown -> JSON.objectNode().set(UNKNOWN, TypedJson.write(unknown.type()));
      case Value.Marked(Value inner, Marks marks) -> marked(write(inner, as), marks);
      case Value.Str(String text) when as.equals(Type.STRING) -> JSON.textNode(text);
      case Value.Num(var number) when as.equals(Type.NUMBER) -> JSON.numberNode(number);
      case Value.Bool(boolean bool) when as.equals(Type.BOOL) -> JSON.booleanNode(bool);
      case Value.ListOf(_, List<Value> values) when as instanceof Type.ListType(Type element) ->
          array(values, element);
      case Value.SetOf(_, List<Value> values) when as instanceof Type.SetType(Type element) ->
          array(values, element);
      case Value.Tuple(List<Value> values) when as instanceof Type.TupleType(List<Type> types) ->
          tuple(values, types);
      case Value.MapOf(_, Map<String, Value> values)
          when as instanceof Type.MapType(Type element) ->
          members(values, new Type.ObjectType(new LinkedHashMap<>()), element);
      case Value.Obj(SequencedMap<String, Value> values) when as instanceof Type.ObjectType it ->
          members(values, it, Type.DYNAMIC);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Obj _ ->
          typed(value);
    };
  }

  private static ObjectNode marked(JsonNode inner, Marks marks) {
    ObjectNode node = JSON.objectNode();
    ArrayNode names = node.putArray(MARKS);
    if (marks.sensitive()) {
      names.add(SENSITIVE);
    }
    if (marks.ephemeral()) {
      names.add(EPHEMERAL);
    }
    node.set(VALUE, inner);
    return node;
  }

  private static ObjectNode typed(Value value) {
    Type type = value.type();
    ObjectNode node = JSON.objectNode();
    node.set(TYPE, TypedJson.write(type));
    node.set(VALUE, write(value, type));
    return node;
  }

  private static ArrayNode array(List<Value> values, Type element) {
    ArrayNode array = JSON.arrayNode(values.size());
    values.forEach(part -> array.add(write(part, element)));
    return array;
  }

  private static ArrayNode tuple(List<Value> values, List<Type> types) {
    ArrayNode array = JSON.arrayNode(values.size());
    for (int index = 0; index < values.size(); index++) {
      array.add(write(values.get(index), index < types.size() ? types.get(index) : Type.DYNAMIC));
    }
    return array;
  }

  private static ObjectNode members(
      Map<String, Value> values, Type.ObjectType types, Type otherwise) {
    ObjectNode object = JSON.objectNode();
    values.forEach(
        (name, part) ->
            object.set(
                escaped(name), write(part, types.attributes().getOrDefault(name, otherwise))));
    return object;
  }

  private static String escaped(String name) {
    return name.startsWith("$") ? "$" + name : name;
  }

  private static String plain(String name) {
    return name.startsWith("$") ? name.substring(1) : name;
  }

  static Value read(JsonNode json, Type type) throws UnusableException {
    if (json.isNull() || json.isMissingNode()) {
      return new Value.Null(type);
    }
    if (json.has(UNKNOWN)) {
      return new Value.Unknown(TypedJson.readType(json.get(UNKNOWN)));
    }
    if (json.has(MARKS)) {
      return read(json.path(VALUE), type).marked(marks(json.get(MARKS)));
    }
    if (json.has(TYPE)) {
      return read(json.path(VALUE), TypedJson.readType(json.get(TYPE)));
    }
    return switch (type) {
      case Type.Primitive primitive when json.isValueNode() -> primitive(json, primitive);
      case Type.ListType(Type element) when json.isArray() ->
          new Value.ListOf(element, elements(json, element));
      case Type.SetType(Type element) when json.isArray() ->
          new Value.SetOf(element, elements(json, element));
      case Type.TupleType(List<Type> types) when json.isArray() -> {
        List<Value> values = new ArrayList<>();
        for (int index = 0; index < types.size(); index++) {
          values.add(read(json.path(index), types.get(index)));
        }
        yield new Value.Tuple(values);
      }
      case Type.MapType(Type element) when json.isObject() -> {
        Map<String, Value> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> part : json.properties()) {
          values.put(plain(part.getKey()), read(part.getValue(), element));
        }
        yield new Value.MapOf(element, values);
      }
      case Type.ObjectType object when json.isObject() -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, Type> attribute : object.attributes().entrySet()) {
          JsonNode part = json.path(escaped(attribute.getKey()));
          values.put(attribute.getKey(), read(part, attribute.getValue()));
        }
        yield new Value.Obj(values);
      }
      default -> throw mismatch(type);
    };
  }

  private static Value primitive(JsonNode json, Type.Primitive type) throws UnusableException {
    boolean fits =
        switch (type) {
          case STRING -> json.isTextual();
          case NUMBER -> json.isNumber();
          case BOOL -> json.isBoolean();
        };
    if (!fits) {
      throw mismatch(type);
    }
    return switch (type) {
      case STRING -> Value.of(json.textValue());
      case NUMBER -> new Value.Num(json.decimalValue());
      case BOOL -> Value.of(json.booleanValue());
    };
  }

  private static UnusableException mismatch(Type type) {
    return UnusableException.of(
        "It holds a value that is not " + Type.describe(type) + ", as it should be.");
  }

  private static Marks marks(JsonNode names) {
    Marks marks = Marks.NONE;
    for (JsonNode name : names) {
      marks =
          switch (name.asText()) {
            case EPHEMERAL -> marks.and(Marks.EPHEMERAL);
            // What a later version marks in a way of its own is better not shown.
            default -> marks.and(Marks.SENSITIVE);
          };
    }
    return marks;
  }

  private static List<Value> elements(JsonNode json, Type element) throws UnusableException {
    List<Value> values = new ArrayList<>(json.size());
    for (JsonNode part : json) {
      values.add(read(part, element));
    }
    return values;
  }
}
