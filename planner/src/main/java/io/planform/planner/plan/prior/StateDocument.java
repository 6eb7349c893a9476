package io.planform.planner.plan.prior;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.SensitivePaths;
import io.planform.planner.plan.evaluation.UnknownPaths;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The documents that the state store keeps for us: {@code {"attributes": …, "sensitive": [path…],
 * "unknown": [path…], "declared": [name…]}}, a path being names and indices.
 */
public final class StateDocument {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Schema NO_MARKS = Schema.of(List.of(), List.of());

  private StateDocument() {}

  /** The stored document is not one that we wrote. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String message) {
      super(message);
    }
  }

  public static ResourceRow write(ResourceState state, Schema schema) {
    return new ResourceRow(
        state.address().toString(),
        state.deposed(),
        state.provider(),
        state.objectId(),
        document(state.object(), state.declared(), schema).toString(),
        state.object().containsSensitive(),
        schema.version(),
        state.status(),
        state.createBeforeDestroy(),
        state.dependencies(),
        0);
  }

  private static ObjectNode document(Value.Obj object, Set<String> declared, Schema schema) {
    ObjectNode document = JSON.createObjectNode();
    document.set("attributes", TypedJson.write(object, schema.type()));
    put(document, "sensitive", SensitivePaths.of(object));
    put(document, "unknown", UnknownPaths.of(object.revealed()));
    if (!declared.isEmpty()) {
      ArrayNode names = document.putArray("declared");
      new TreeSet<>(declared).forEach(names::add);
    }
    return document;
  }

  /** The document of an operation: all that a later run needs to record what the operation made. */
  public static String planned(ResourceState state, Schema schema) {
    ObjectNode document = document(state.object(), state.declared(), schema);
    document.put("provider", state.provider());
    document.put("create_before_destroy", state.createBeforeDestroy());
    document.put("tainted", state.status() == ResourceRow.Status.TAINTED);
    state.dependencies().forEach(document.putArray("dependencies")::add);
    return document.toString();
  }

  /** The provider that a document of an operation names. */
  public static String plannedProvider(String document) throws MalformedException {
    return parse(document).path("provider").asText();
  }

  /** Reads what {@link #planned} wrote. */
  public static ResourceState readPlanned(Address address, String text, Schema schema)
      throws MalformedException {
    JsonNode document = parse(text);
    return new ResourceState(
        address,
        "",
        document.path("provider").asText(),
        object(document, schema),
        Set.copyOf(texts(document.path("declared"))),
        document.path("tainted").booleanValue()
            ? ResourceRow.Status.TAINTED
            : ResourceRow.Status.OK,
        document.path("create_before_destroy").booleanValue(),
        texts(document.path("dependencies")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  public static ResourceState read(ResourceRow row, Schema schema) throws MalformedException {
    Address address = Address.parse(row.address());
    if (address == null) {
      throw new MalformedException("The state holds an object with the address " + row.address());
    }
    if (row.schemaVersion() > schema.version()) {
      throw new MalformedException(
          row.address() + " was written by a newer version of the provider than this one.");
    }
    JsonNode document = parse(row.attributes());
    return new ResourceState(
        address,
        row.deposed(),
        row.provider(),
        object(document, schema),
        Set.copyOf(texts(document.path("declared"))),
        row.status(),
        row.createBeforeDestroy(),
        row.dependencies());
  }

  private static Value.Obj object(JsonNode document, Schema schema) {
    Value.Obj object = (Value.Obj) TypedJson.read(attributes(document), schema.type());
    Value.Obj partial = UnknownPaths.apply(object, paths(document.path("unknown"), object));
    return SensitivePaths.mark(partial, schema, paths(document.path("sensitive"), object));
  }

  private static JsonNode attributes(JsonNode document) {
    JsonNode attributes = document.path("attributes");
    return attributes.isObject() ? attributes : JSON.createObjectNode();
  }

  /** An object as a provider gave it, marked as sensitive where another one is. */
  public static Value.Obj markedLike(Value.Obj object, Value.Obj like) {
    return SensitivePaths.mark(object, NO_MARKS, SensitivePaths.of(like));
  }

  /** Marks what the schema declares as sensitive, and what is at the paths. */
  public static Value.Obj marked(Value.Obj object, Schema schema, Collection<ValuePath> paths) {
    return SensitivePaths.mark(object, schema, paths);
  }

  /** Where an object is marked as sensitive. */
  public static Set<ValuePath> sensitive(Value.Obj object) {
    return SensitivePaths.of(object);
  }

  public static OutputRow write(String name, Value value, boolean sensitive) {
    return new OutputRow(name, TypedJson.write(value, Type.DYNAMIC).toString(), sensitive);
  }

  public static Value read(OutputRow row) throws MalformedException {
    return TypedJson.read(parse(row.value()), Type.DYNAMIC).sensitiveIf(row.sensitive());
  }

  private static JsonNode parse(String document) throws MalformedException {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException _) {
      // Jackson's message quotes the document, which may hold secrets.
      throw new MalformedException("The state holds a document that is not JSON.");
    }
  }

  private static void put(ObjectNode document, String name, Collection<ValuePath> paths) {
    if (paths.isEmpty()) {
      return;
    }
    ArrayNode list = document.putArray(name);
    for (ValuePath path : paths) {
      ArrayNode steps = list.addArray();
      for (ValuePath.Step step : path.steps()) {
        switch (step) {
          case ValuePath.Attribute(String attribute) -> steps.add(attribute);
          case ValuePath.Key(String key) -> steps.add(key);
          case ValuePath.Index(int index) -> steps.add(index);
        }
      }
    }
  }

  /** Whether a name is an attribute's or a map's key is told by the value it leads through. */
  private static Set<ValuePath> paths(JsonNode list, Value root) {
    Set<ValuePath> paths = new LinkedHashSet<>();
    for (JsonNode steps : list) {
      ValuePath path = ValuePath.ROOT;
      for (JsonNode step : steps) {
        Value here = path.in(root);
        path =
            step.isInt()
                ? path.index(step.intValue())
                : here instanceof Value.MapOf
                    ? path.key(step.asText())
                    : path.attribute(step.asText());
      }
      paths.add(path);
    }
    return paths;
  }
}
