package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * A data source that is a list of the API.
 *
 * @param type of the {@code data} blocks
 * @param call that lists
 * @param array JSON pointer to the items in an answer
 * @param path what stands for the names in braces: the arguments by these
 * @param query parameters of the call: the arguments by these
 * @param result the attribute that holds the items
 * @param item what an item has, and where it lives in the API's JSON
 * @param matches whether an item is one of those that the configuration asks for
 * @param completion what other calls tell of an item
 */
record ListedData(
    String type,
    List<Field> arguments,
    Call call,
    String array,
    Map<String, String> path,
    Map<String, String> query,
    String result,
    List<Field> item,
    BiPredicate<Value.Obj, JsonNode> matches,
    Completion completion)
    implements DataSource {

  /** Adds to an item what the list does not tell of it. */
  interface Completion {
    List<Diagnostic> complete(Value.Obj configuration, ObjectNode item, Calls calls);
  }

  @Override
  public Schema schema() {
    List<Attribute> attributes = new ArrayList<>(arguments.stream().map(Field::attribute).toList());
    attributes.add(attribute("region", Type.STRING, Mode.OPTIONAL_COMPUTED));
    attributes.add(attribute("id", Type.STRING, Mode.COMPUTED));
    attributes.add(attribute(result, Type.list(itemType()), Mode.COMPUTED));
    return Schema.of(attributes, List.of());
  }

  private static Attribute attribute(String name, Type type, Mode mode) {
    return new Attribute(name, type, mode, Change.IN_PLACE, false, "", null);
  }

  private Type itemType() {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    item.forEach(field -> types.put(field.name(), field.attribute().type()));
    return new Type.ObjectType(types, new LinkedHashSet<>());
  }

  @Override
  public Read read(Value.Obj configuration, Calls calls) {
    Map<String, String> variables = new LinkedHashMap<>();
    path.forEach((name, argument) -> variables.put(name, Texts.of(configuration.get(argument))));
    Listing listing = new Listing(calls, call, variables, array);
    query.forEach((name, argument) -> listing.with(name, Texts.of(configuration.get(argument))));
    List<Value> items = new ArrayList<>();
    List<Diagnostic> failures = new ArrayList<>();
    for (JsonNode each : listing.items()) {
      if (each instanceof ObjectNode found && matches.test(configuration, found)) {
        failures.addAll(completion.complete(configuration, found, calls));
        items.add(value(found));
      }
    }
    failures.addAll(listing.diagnostics());
    if (!failures.isEmpty()) {
      return new Read(null, failures);
    }
    Value.Obj state =
        configuration
            .with("id", Value.of(id(configuration)))
            .with(result, new Value.ListOf(itemType(), items));
    Value region = configuration.get("region");
    return Read.of(
        region.isNull() ? state.with("region", Value.of(calls.region().orElse(""))) : state);
  }

  private Value value(JsonNode node) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Field field : item) {
      JsonNode found = node.path(String.valueOf(field.readAt()));
      Type of = field.attribute().type();
      boolean isThere = !found.isMissingNode() && !found.isNull();
      values.put(field.name(), isThere ? decode(field, found, of) : new Value.Null(of));
    }
    return new Value.Obj(values);
  }

  private static Value decode(Field field, JsonNode node, Type type) {
    return switch (type) {
      case Type.ListType(Type.ObjectType element) ->
          new Value.ListOf(
              element,
              node.valueStream().<Value>map(each -> decode(field, each, element)).toList());
      case Type.ObjectType(SequencedMap<String, Type> types, _) -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        types.forEach((name, of) -> values.put(name, decode(field, node.path(name), of)));
        yield new Value.Obj(values);
      }
      default -> field.encoding().decode(node, type);
    };
  }

  /** The same for the same question. */
  private String id(Value.Obj configuration) {
    String question =
        Stream.concat(Stream.of(type), arguments.stream().map(Field::name))
            .map(name -> name + "=" + configuration.values().getOrDefault(name, Value.of("")))
            .reduce("", String::concat);
    return UUID.nameUUIDFromBytes(question.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
