package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.OutputRow;
import org.jspecify.annotations.Nullable;

/** Values of inputs and outputs, with their types; and outputs as the state has them. */
record OutputDocument(Secrecy secrecy) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode write(OutputChange change) throws StoreException {
    String place = "output " + change.name();
    ObjectNode output = JSON.objectNode().put("name", change.name());
    output.put("sensitive", change.sensitive());
    output.set("before", value(change.before(), place + " before"));
    output.set("after", value(change.after(), place + " after"));
    return output;
  }

  OutputChange read(JsonNode output) throws StoreException, UnusableException {
    String name = output.path("name").asText();
    String place = "output " + name;
    return new OutputChange(
        name,
        value(output.path("before"), place + " before"),
        value(output.path("after"), place + " after"),
        output.path("sensitive").booleanValue());
  }

  ObjectNode write(OutputRow row) throws StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("output", row.name());
    document.put("sensitive", row.sensitive());
    JsonNode value = JSON.textNode(row.value());
    document.set("value", secrecy.close(value, row.sensitive(), "output " + row.name()));
    return document;
  }

  OutputRow row(JsonNode document) throws StoreException, UnusableException {
    String name = document.path("output").asText();
    return new OutputRow(
        name,
        secrecy.open(document.path("value"), "output " + name).asText(),
        document.path("sensitive").booleanValue());
  }

  JsonNode value(@Nullable Value value, String place) throws StoreException {
    if (value == null) {
      return JSON.nullNode();
    }
    // In a document of its own: what is null is not what is absent.
    ObjectNode document = JSON.objectNode();
    document.set("value", ValueCodec.write(value, value.type()));
    document.set("type", TypedJson.write(value.type()));
    return secrecy.close(document, value.containsSensitive(), place);
  }

  @Nullable Value value(JsonNode wrapped, String place) throws StoreException, UnusableException {
    if (wrapped.isNull() || wrapped.isMissingNode()) {
      return null;
    }
    JsonNode document = secrecy.open(wrapped, place);
    Type type = TypedJson.readType(document.path("type"));
    return ValueCodec.read(document.path("value"), type);
  }
}
