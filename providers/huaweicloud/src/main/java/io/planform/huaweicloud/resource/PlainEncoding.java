package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Each type by its counterpart in JSON. */
enum PlainEncoding implements Encoding {
  PLAIN;

  @Override
  public JsonNode encode(Value value) {
    return switch (value.revealed()) {
      case Value.Str(String text) -> TextNode.valueOf(text);
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Bool(boolean bool) -> BooleanNode.valueOf(bool);
      case Value.ListOf(_, List<Value> values) -> array(values);
      case Value.SetOf(_, List<Value> values) -> array(values);
      case Value.Tuple(List<Value> values) -> array(values);
      case Value.MapOf(_, Map<String, Value> values) -> object(values);
      case Value.Obj(Map<String, Value> values) -> object(values);
      case Value.Null _, Value.Unknown _ -> NullNode.getInstance();
      case Value.Marked(Value inner, _) -> encode(inner);
    };
  }

  private static JsonNode number(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() <= 18
        ? LongNode.valueOf(number.longValueExact())
        : DecimalNode.valueOf(number);
  }

  private ArrayNode array(List<Value> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(encode(value)));
    return array;
  }

  private ObjectNode object(Map<String, Value> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach((name, value) -> object.set(name, encode(value)));
    return object;
  }

  @Override
  public Value decode(JsonNode node, Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> Value.of(node.isTextual() ? node.textValue() : node.toString());
            case NUMBER -> new Value.Num(node.decimalValue());
            case BOOL -> Value.of(node.asBoolean());
          };
      case Type.ListType(Type element) -> new Value.ListOf(element, elements(node, element));
      case Type.SetType(Type element) -> new Value.SetOf(element, elements(node, element));
      case Type.MapType(Type element) -> {
        Map<String, Value> values = new TreeMap<>();
        node.properties()
            .forEach(each -> values.put(each.getKey(), decode(each.getValue(), element)));
        yield new Value.MapOf(element, values);
      }
      case Type.ObjectType object -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        object
            .attributes()
            .forEach((name, each) -> values.put(name, decode(node.path(name), each)));
        yield new Value.Obj(values);
      }
      case Type.TupleType _, Type.DynamicType _ ->
          throw new IllegalArgumentException("No attribute is declared with the type " + type);
    };
  }

  private List<Value> elements(JsonNode node, Type element) {
    List<Value> values = new ArrayList<>();
    node.forEach(each -> values.add(decode(each, element)));
    return values;
  }
}
