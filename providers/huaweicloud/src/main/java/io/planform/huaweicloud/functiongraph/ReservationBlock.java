package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A block {@code reserved_instances} of a function, as far as it is known.
 *
 * @param type {@code version} or {@code alias}
 * @param settings as the API takes them
 */
record ReservationBlock(String type, String name, ObjectNode settings) {
  static final String VERSION = "version";
  static final String ALIAS = "alias";

  /** Whether both are about the same version or alias. */
  boolean isFor(ReservationBlock other) {
    return type.equals(other.type) && name.equals(other.name);
  }

  /** As in URNs. */
  String qualifier() {
    return type.equals(ALIAS) ? "!" + name : name;
  }

  static List<ReservationBlock> of(Value blocks) {
    List<ReservationBlock> all = new ArrayList<>();
    for (Value each : blocks.parts()) {
      if (each.unmarked() instanceof Value.Obj block) {
        all.add(
            new ReservationBlock(
                Texts.of(block.get("qualifier_type")),
                Texts.of(block.get("qualifier_name")),
                settings(block)));
      }
    }
    return all;
  }

  private static ObjectNode settings(Value.Obj block) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    put(settings, "count", block.get("count"));
    put(settings, "idle_mode", block.get("idle_mode"));
    for (Value tactics : block.get("tactics_config").parts()) {
      if (tactics.unmarked() instanceof Value.Obj policies) {
        settings.set("tactics_config", json(policies));
      }
    }
    return settings;
  }

  /** What is null, unknown or empty is left out. */
  private static ObjectNode json(Value.Obj object) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    object.values().forEach((name, value) -> put(json, name, value));
    return json;
  }

  private static void put(ObjectNode json, String name, Value value) {
    switch (value.revealed()) {
      case Value.Str(String text) -> json.put(name, text);
      case Value.Bool(boolean bool) -> json.put(name, bool);
      case Value.Num(BigDecimal number) -> json.set(name, number(number));
      case Value.ListOf(_, List<Value> elements) when !elements.isEmpty() -> {
        ArrayNode array = json.putArray(name);
        for (Value element : elements) {
          if (element.unmarked() instanceof Value.Obj object) {
            array.add(json(object));
          }
        }
      }
      default -> {}
    }
  }

  private static JsonNode number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? JsonNodeFactory.instance.numberNode(number.toBigInteger())
        : JsonNodeFactory.instance.numberNode(number);
  }
}
