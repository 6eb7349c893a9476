package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.Declaration;
import io.planform.planner.plan.Reason;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One change of a plan. */
record ChangeDocument(Secrecy secrecy) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode write(ResourceChange change) throws IOException, StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("address", change.address().toString());
    document.put("deposed", change.deposed());
    document.put("provider", change.provider());
    document.put("schema_version", change.schema().version());
    document.put("action", Fields.lower(change.action()));
    document.put("reason", Fields.lower(change.reason()));
    ArrayNode replace = document.putArray("replace_paths");
    change.replacePaths().forEach(path -> replace.add(PathDocument.write(path)));
    ObjectNode declaration = document.putObject("declaration");
    Fields.texts(new TreeSet<>(change.declaration().declared()), declaration.putArray("declared"));
    Fields.texts(change.declaration().dependencies(), declaration.putArray("dependencies"));
    declaration.put("create_before_destroy", change.declaration().createBeforeDestroy());
    ResourceState recorded = change.recorded();
    if (recorded != null) {
      document.set("recorded", recorded(recorded));
    }
    Type.ObjectType type = change.schema().type();
    Value.Obj before = change.before();
    Value.Obj after = change.after();
    ObjectNode values = JSON.objectNode();
    put("before", before, type, values);
    if (after != null && after.equals(before)) {
      values.put("after_is_before", true);
    } else {
      put("after", after, type, values);
    }
    if (recorded != null && recorded.object().equals(before)) {
      values.put("recorded_is_before", true);
    } else if (recorded != null) {
      put("recorded", recorded.object(), type, values);
    }
    boolean sensitive =
        isSensitive(before)
            || isSensitive(after)
            || (recorded != null && isSensitive(recorded.object()));
    String place = change.address() + " " + change.deposed();
    document.set("values", secrecy.close(values, sensitive, place));
    return document;
  }

  private static void put(
      String name, Value.@Nullable Obj object, Type.ObjectType type, ObjectNode values) {
    if (object != null) {
      values.set(name, ValueCodec.write(object, type));
    }
  }

  private static boolean isSensitive(Value.@Nullable Obj object) {
    return object != null && object.containsSensitive();
  }

  private static ObjectNode recorded(ResourceState recorded) {
    ObjectNode document = JSON.objectNode();
    document.put("address", recorded.address().toString());
    document.put("deposed", recorded.deposed());
    document.put("provider", recorded.provider());
    Fields.texts(new TreeSet<>(recorded.declared()), document.putArray("declared"));
    document.put("status", Fields.lower(recorded.status()));
    document.put("create_before_destroy", recorded.createBeforeDestroy());
    Fields.texts(recorded.dependencies(), document.putArray("dependencies"));
    return document;
  }

  ResourceChange read(JsonNode document, Schemas schemas) throws StoreException, UnusableException {
    Address address = Fields.address(document.path("address").asText());
    String deposed = document.path("deposed").asText();
    String provider = document.path("provider").asText();
    Schema schema = schemas.of(provider, address);
    int version = document.path("schema_version").intValue();
    if (version != schema.version()) {
      throw UnusableException.of(
          "It was made with another version of the provider of " + address + ". Plan again.");
    }
    JsonNode values = secrecy.open(document.path("values"), address + " " + deposed);
    Value.Obj before = object(values.path("before"), schema);
    Value.Obj after =
        values.path("after_is_before").booleanValue()
            ? before
            : object(values.path("after"), schema);
    Value.Obj object =
        values.path("recorded_is_before").booleanValue()
            ? before
            : object(values.path("recorded"), schema);
    Set<ValuePath> replace = new LinkedHashSet<>();
    document.path("replace_paths").forEach(path -> replace.add(PathDocument.read(path)));
    JsonNode declaration = document.path("declaration");
    return new ResourceChange(
        address,
        deposed,
        provider,
        Fields.constant(Action.class, document.path("action")),
        Fields.constant(Reason.class, document.path("reason")),
        before,
        after,
        replace,
        schema,
        new Declaration(
            Set.copyOf(Fields.texts(declaration.path("declared"))),
            Fields.texts(declaration.path("dependencies")),
            declaration.path("create_before_destroy").booleanValue()),
        object == null || !document.has("recorded")
            ? null
            : recorded(document.path("recorded"), object));
  }

  static Value.@Nullable Obj object(JsonNode json, Schema schema) throws UnusableException {
    return ValueCodec.read(json, schema.type()) instanceof Value.Obj object ? object : null;
  }

  private static ResourceState recorded(JsonNode document, Value.Obj object)
      throws UnusableException {
    return new ResourceState(
        Fields.address(document.path("address").asText()),
        document.path("deposed").asText(),
        document.path("provider").asText(),
        object,
        Set.copyOf(Fields.texts(document.path("declared"))),
        Fields.constant(ResourceRow.Status.class, document.path("status")),
        document.path("create_before_destroy").booleanValue(),
        Fields.texts(document.path("dependencies")));
  }
}
