package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Set;

/** The JSON body of a call, written from a declaration. */
final class Body {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Body() {}

  /**
   * @param desired every attribute as it shall be
   * @param changed the attributes that an update changes; what of them is no longer set is cleared
   */
  static ObjectNode of(Declaration declaration, Call call, Value.Obj desired, Set<String> changed) {
    ObjectNode body = NODES.objectNode();
    for (Field field : declaration.fields()) {
      boolean isChanged = changed.contains(field.name());
      if (!field.sentBy().contains(call)
          || (field.onlyChanged() && !isChanged && !call.equals(declaration.create()))) {
        continue;
      }
      Value value = desired.get(field.name());
      if (isSet(value)) {
        JsonMeaning.put(body, field.sentAt(), field.encoding().encode(value));
      } else if (isChanged) {
        JsonMeaning.put(body, field.sentAt(), cleared(field.attribute().type()));
      }
    }
    for (Group group : declaration.groups()) {
      if (group.sentBy().contains(call)) {
        List<Value> blocks = blocks(desired.get(group.name()));
        if (!blocks.isEmpty()) {
          JsonMeaning.put(body, group.at(), encode(group, blocks));
        } else if (changed.contains(group.name())) {
          JsonMeaning.put(
              body, group.at(), group.isArray() ? NODES.arrayNode() : NullNode.getInstance());
        }
      }
    }
    return body;
  }

  static boolean isSet(Value value) {
    return !value.isNull() && !value.isUnknown();
  }

  private static JsonNode cleared(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          primitive == Type.Primitive.STRING ? TextNode.valueOf("") : NullNode.getInstance();
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> NODES.arrayNode();
      case Type.MapType _, Type.ObjectType _ -> NODES.objectNode();
      case Type.DynamicType _ -> NullNode.getInstance();
    };
  }

  /** The blocks of one name, of whatever nesting. */
  static List<Value> blocks(Value value) {
    return switch (value.unmarked()) {
      case Value.ListOf(_, List<Value> values) -> values;
      case Value.SetOf(_, List<Value> values) -> values;
      case Value.Tuple(List<Value> values) -> values;
      case Value.Obj single -> List.of(single);
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.MapOf _,
          Value.Marked _ ->
          List.of();
    };
  }

  private static JsonNode encode(Group group, List<Value> blocks) {
    ArrayNode array = NODES.arrayNode();
    for (Value block : blocks) {
      if (block.unmarked() instanceof Value.Obj values) {
        array.add(encode(group, values));
      }
    }
    return group.isArray() ? array : array.path(0);
  }

  private static ObjectNode encode(Group group, Value.Obj values) {
    ObjectNode object = NODES.objectNode();
    group.constants().forEach(object::set);
    for (Field field : group.fields()) {
      Value value = values.get(field.name());
      if (isSet(value) && field.attribute().isConfigurable()) {
        JsonMeaning.put(object, field.sentAt(), field.encoding().encode(value));
      }
    }
    for (Group nested : group.groups()) {
      List<Value> blocks = blocks(values.get(nested.name()));
      if (!blocks.isEmpty()) {
        JsonMeaning.put(object, nested.at(), encode(nested, blocks));
      }
    }
    return object;
  }
}
