package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The state of an object, made of what the API answers and what only the state knows. */
final class Live {
  private Live() {}

  /**
   * @param known the state so far: what the API does not tell is kept from it, and so is text that
   *     means the same as the answer's
   */
  static Value.Obj of(List<Field> fields, List<Group> groups, JsonNode answer, Value.Obj known) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Field field : fields) {
      values.put(field.name(), value(field, answer, known.get(field.name())));
    }
    for (Group group : groups) {
      values.put(group.name(), blocks(group, answer, known.get(group.name())));
    }
    return new Value.Obj(values);
  }

  private static Value value(Field field, JsonNode answer, Value known) {
    Type type = field.attribute().type();
    Value settled = known.isUnknown() || known.isNull() ? new Value.Null(type) : known;
    if (field.readAt() == null) {
      return settled;
    }
    JsonNode node = JsonMeaning.at(answer, field.readAt());
    Value live =
        node.isMissingNode() || node.isNull()
            ? new Value.Null(type)
            : field.encoding().decode(node, type);
    boolean bothNothing =
        isNothing(settled)
            && isNothing(live)
            && (field.attribute().mode() == Mode.OPTIONAL || !settled.isNull() || live.isNull());
    if (bothNothing || field.encoding().means(settled.revealed(), live)) {
      return settled;
    }
    boolean sensitive = field.attribute().sensitive() || settled.containsSensitive();
    return live.isNull() ? live : live.sensitiveIf(sensitive);
  }

  /** What the API gives for an argument that was never set. */
  static boolean isNothing(Value value) {
    return switch (value.unmarked()) {
      case Value.Null _ -> true;
      case Value.Str(String text) -> text.isEmpty();
      case Value.Num number -> number.value().signum() == 0;
      case Value.Bool(boolean bool) -> !bool;
      case Value.ListOf(_, List<Value> values) -> values.isEmpty();
      case Value.SetOf(_, List<Value> values) -> values.isEmpty();
      case Value.MapOf(_, Map<String, Value> values) -> values.isEmpty();
      case Value.Tuple _, Value.Obj _, Value.Unknown _, Value.Marked _ -> false;
    };
  }

  private static Value blocks(Group group, JsonNode answer, Value known) {
    if (group.at().isEmpty()) {
      return known.isNull() ? none(group) : known;
    }
    JsonNode found = JsonMeaning.at(answer, group.at());
    List<JsonNode> nodes = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(nodes::add);
    } else if (found.isObject() && holdsAnything(group, found)) {
      nodes.add(found);
    }
    List<Value> before = Body.blocks(known);
    List<Value> blocks = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      blocks.add(
          of(group.fields(), group.groups(), nodes.get(i), known(group, nodes.get(i), before, i)));
    }
    Type element = group.block().schema().type();
    return group.nesting() == Nesting.SET
        ? new Value.SetOf(element, blocks)
        : new Value.ListOf(element, blocks);
  }

  /** In a set the block with the same keys, where it has any; else the one at the same place. */
  private static Value.Obj known(Group group, JsonNode node, List<Value> before, int index) {
    List<Field> keys = group.nesting() == Nesting.SET ? group.keys() : List.of();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).unmarked() instanceof Value.Obj each
          && (keys.isEmpty()
              ? i == index
              : keys.stream().allMatch(key -> isSame(key, node, each)))) {
        return each;
      }
    }
    return new Value.Obj(new LinkedHashMap<>());
  }

  private static boolean isSame(Field key, JsonNode node, Value.Obj known) {
    JsonNode found = JsonMeaning.at(node, String.valueOf(key.readAt()));
    return !found.isMissingNode()
        && key.encoding()
            .decode(found, key.attribute().type())
            .equals(known.get(key.name()).revealed());
  }

  /** An object full of nothing is what the API gives for a block that was never set. */
  private static boolean holdsAnything(Group group, JsonNode object) {
    Value.Obj empty = new Value.Obj(new LinkedHashMap<>());
    boolean fields =
        group.fields().stream()
            .anyMatch(field -> !isNothing(value(field, object, empty.get(field.name()))));
    return fields
        || group.groups().stream()
            .anyMatch(each -> !Body.blocks(blocks(each, object, empty.get(each.name()))).isEmpty());
  }

  private static Value none(Group group) {
    Type element = group.block().schema().type();
    return switch (group.nesting()) {
      case SINGLE -> new Value.Null(element);
      case LIST -> new Value.ListOf(element, List.of());
      case SET -> new Value.SetOf(element, List.of());
    };
  }
}
