package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as Terraform's plan and state formats have them: the known parts, and two trees of {@code
 * true} beside them that say which parts are unknown and which sensitive.
 */
final class ValueShapes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ValueShapes() {}

  /** What is known: unknown attributes are left out, unknown elements null; null if all is. */
  static @Nullable JsonNode known(Value value) {
    return switch (value) {
      case Value.Unknown _ -> null;
      case Value.Null _ -> JSON.nullNode();
      case Value.Str(String text) -> JSON.textNode(text);
      case Value.Num(var number) -> JSON.numberNode(number);
      case Value.Bool(boolean bool) -> JSON.booleanNode(bool);
      case Value.Marked(Value inner, _) -> known(inner);
      case Value.ListOf(_, List<Value> values) -> knownElements(values);
      case Value.SetOf(_, List<Value> values) -> knownElements(values);
      case Value.Tuple(List<Value> values) -> knownElements(values);
      case Value.MapOf(_, Map<String, Value> values) -> knownParts(values);
      case Value.Obj(var values) -> knownParts(values);
    };
  }

  private static ArrayNode knownElements(List<Value> values) {
    ArrayNode array = JSON.arrayNode(values.size());
    for (Value value : values) {
      JsonNode part = known(value);
      array.add(part == null ? JSON.nullNode() : part);
    }
    return array;
  }

  private static ObjectNode knownParts(Map<String, Value> values) {
    ObjectNode object = JSON.objectNode();
    values.forEach(
        (name, value) -> {
          JsonNode part = known(value);
          if (part != null) {
            object.set(name, part);
          }
        });
    return object;
  }

  /** Where a value is unknown. */
  static JsonNode unknown(Value value) {
    return switch (value) {
      case Value.Unknown _ -> BooleanNode.TRUE;
      case Value.Null _, Value.Str _, Value.Num _, Value.Bool _ -> BooleanNode.FALSE;
      case Value.Marked(Value inner, _) -> unknown(inner);
      case Value.ListOf(_, List<Value> values) -> elements(values, ValueShapes::unknown);
      case Value.SetOf(_, List<Value> values) -> elements(values, ValueShapes::unknown);
      case Value.Tuple(List<Value> values) -> elements(values, ValueShapes::unknown);
      case Value.MapOf(_, Map<String, Value> values) -> parts(values, ValueShapes::unknown);
      case Value.Obj(var values) -> parts(values, ValueShapes::unknown);
    };
  }

  /** Where a value is sensitive. Of an unknown one its type says whether parts could be. */
  static JsonNode sensitive(Value value) {
    return switch (value) {
      case Value.Marked(_, var marks) when marks.sensitive() -> BooleanNode.TRUE;
      case Value.Marked(Value inner, _) -> sensitive(inner);
      case Value.Null _, Value.Str _, Value.Num _, Value.Bool _ -> BooleanNode.FALSE;
      case Value.Unknown unknown -> nothing(unknown.type());
      case Value.ListOf(_, List<Value> values) -> elements(values, ValueShapes::sensitive);
      case Value.SetOf(_, List<Value> values) -> elements(values, ValueShapes::sensitive);
      case Value.Tuple(List<Value> values) -> elements(values, ValueShapes::sensitive);
      case Value.MapOf(_, Map<String, Value> values) -> parts(values, ValueShapes::sensitive);
      case Value.Obj(var values) -> parts(values, ValueShapes::sensitive);
    };
  }

  private static JsonNode nothing(Type type) {
    return switch (type) {
      case Type.Primitive _, Type.DynamicType _ -> BooleanNode.FALSE;
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> JSON.arrayNode();
      case Type.MapType _, Type.ObjectType _ -> JSON.objectNode();
    };
  }

  /** Tells something of a part. */
  private interface Aspect {
    JsonNode of(Value part);
  }

  private static ArrayNode elements(List<Value> values, Aspect aspect) {
    ArrayNode array = JSON.arrayNode(values.size());
    values.forEach(value -> array.add(aspect.of(value)));
    return array;
  }

  private static ObjectNode parts(Map<String, Value> values, Aspect aspect) {
    ObjectNode object = JSON.objectNode();
    values.forEach(
        (name, value) -> {
          JsonNode part = aspect.of(value);
          if (!part.equals(BooleanNode.FALSE)) {
            object.set(name, part);
          }
        });
    return object;
  }
}
