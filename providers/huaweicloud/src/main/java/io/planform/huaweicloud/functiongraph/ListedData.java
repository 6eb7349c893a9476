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
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

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
    Shape item,
    BiPredicate<Value.Obj, JsonNode> matches,
    Completion completion)
    implements DataSource {

  /** Adds to an item what the list does not tell of it. */
  interface Completion {
    List<Diagnostic> complete(Value.Obj configuration, ObjectNode item, Calls calls);
  }

  @Override
  public Schema schema() {
    return Answers.schema(
        arguments, List.of(Answers.computed(result, Type.list(item.type()))), List.of());
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
        items.add(item.value(found));
      }
    }
    failures.addAll(listing.diagnostics());
    if (!failures.isEmpty()) {
      return new Read(null, failures);
    }
    return Read.of(
        Answers.identified(type, arguments, configuration, calls)
            .with(result, new Value.ListOf(item.type(), items)));
  }
}
