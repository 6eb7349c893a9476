package io.planform.planner.rollback;

import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An object of an earlier revision, and what is to be declared of it.
 *
 * @param arguments everything that can be declared, null where nothing is to be; blocks are tuples
 * @param references what some of the arguments are to refer to instead, as expressions
 */
record EarlierObject(
    ResourceState row,
    Schema schema,
    SequencedMap<String, Value> arguments,
    Map<String, String> references) {

  static EarlierObject of(ResourceState row, Schema schema) {
    SequencedMap<String, Value> arguments = new LinkedHashMap<>();
    for (Schema.Attribute attribute : schema.attributes().values()) {
      if (attribute.isConfigurable()) {
        arguments.put(
            attribute.name(),
            isDeclared(attribute, row)
                ? row.object().get(attribute.name())
                : new Value.Null(Conversion.concrete(attribute.type())));
      }
    }
    for (Schema.Block block : schema.blocks().values()) {
      boolean isDeclared = row.declared().isEmpty() || row.declared().contains(block.name());
      Value value = row.object().get(block.name());
      arguments.put(
          block.name(), isDeclared ? blocks(value, block.schema()) : new Value.Tuple(List.of()));
    }
    return new EarlierObject(row, schema, arguments, Map.of());
  }

  /** Of an object that came into the state without a manifest, all that somebody has set. */
  private static boolean isDeclared(Schema.Attribute attribute, ResourceState row) {
    return switch (attribute.mode()) {
      case REQUIRED -> true;
      case OPTIONAL -> row.declared().isEmpty() || row.declared().contains(attribute.name());
      case OPTIONAL_COMPUTED -> row.declared().contains(attribute.name());
      case COMPUTED -> false;
    };
  }

  private static Value blocks(Value value, Schema schema) {
    Value bare = value.unmarked();
    List<Value> elements =
        bare.isNull()
            ? List.of()
            : bare instanceof Value.Obj ? List.of(bare) : List.copyOf(bare.parts());
    return new Value.Tuple(elements.stream().map(each -> block(each, schema)).toList());
  }

  /** What can be declared of a block. */
  static Value block(Value value, Schema schema) {
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    if (value.unmarked() instanceof Value.Obj object) {
      for (Schema.Attribute attribute : schema.attributes().values()) {
        if (attribute.isConfigurable()) {
          parts.put(attribute.name(), object.get(attribute.name()));
        }
      }
      for (Schema.Block nested : schema.blocks().values()) {
        parts.put(nested.name(), blocks(object.get(nested.name()), nested.schema()));
      }
    }
    return new Value.Obj(parts);
  }

  EarlierObject with(Map<String, String> found) {
    return new EarlierObject(row, schema, arguments, found);
  }

  /** Whether something is to be said of an argument or block. */
  boolean says(String name) {
    Value value = arguments.get(name);
    return references.containsKey(name)
        || (value != null
            && !value.isNull()
            && !(value instanceof Value.Tuple(List<Value> blocks)
                && schema.blocks().containsKey(name)
                && blocks.isEmpty()));
  }
}
