package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Field;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What all data sources of the service have: arguments, a region, an id, and what was found. */
final class Answers {
  private Answers() {}

  static Schema schema(List<Field> arguments, List<Attribute> found, Collection<Block> blocks) {
    List<Attribute> attributes = new ArrayList<>(arguments.stream().map(Field::attribute).toList());
    attributes.add(attribute("region", Type.STRING, Mode.OPTIONAL_COMPUTED));
    attributes.add(computed("id", Type.STRING));
    attributes.addAll(found);
    return Schema.of(attributes, List.copyOf(blocks));
  }

  static Attribute computed(String name, Type type) {
    return attribute(name, type, Mode.COMPUTED);
  }

  private static Attribute attribute(String name, Type type, Mode mode) {
    return new Attribute(name, type, mode, Change.IN_PLACE, false, "", null);
  }

  /** With the region, and an id that is the same for the same question. */
  static Value.Obj identified(
      String type, List<Field> arguments, Value.Obj configuration, Calls calls) {
    String question =
        Stream.concat(Stream.of(type), arguments.stream().map(Field::name))
            .map(name -> name + "=" + configuration.values().getOrDefault(name, Value.of("")))
            .reduce("", String::concat);
    UUID id = UUID.nameUUIDFromBytes(question.getBytes(StandardCharsets.UTF_8));
    Value.Obj state = configuration.with("id", Value.of(id.toString()));
    return configuration.get("region").isNull()
        ? state.with("region", Value.of(calls.region().orElse("")))
        : state;
  }
}
