package io.planform.huaweicloud.catalogue;

import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a new object of a type that can only be planned will be, as its schema tells it. */
public final class Forecast {
  private Forecast() {}

  /** As declared; what the provider sets where nothing is declared is unknown. */
  public static Value.Obj of(Value.Obj configuration, Schema schema) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(configuration.values());
    for (Attribute attribute : schema.attributes().values()) {
      if (attribute.isComputed() && configuration.get(attribute.name()).isNull()) {
        values.put(attribute.name(), new Value.Unknown(attribute.type()));
      }
    }
    for (Block block : schema.blocks().values()) {
      values.put(block.name(), blocks(configuration.get(block.name()), block.schema()));
    }
    return new Value.Obj(values);
  }

  private static Value blocks(Value declared, Schema schema) {
    return switch (declared) {
      case Value.Obj block -> of(block, schema);
      case Value.ListOf(Type element, List<Value> blocks) ->
          new Value.ListOf(element, blocks.stream().map(each -> blocks(each, schema)).toList());
      case Value.SetOf(Type element, List<Value> blocks) ->
          new Value.SetOf(element, blocks.stream().map(each -> blocks(each, schema)).toList());
      default -> declared;
    };
  }
}
