package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import java.io.IOException;

/** One row of the state that a plan was made from. */
record RowDocument(Secrecy secrecy) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode write(ResourceRow row) throws IOException, StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("address", row.address());
    document.put("deposed", row.deposed());
    document.put("provider", row.provider());
    document.put("id", row.objectId());
    document.put("schema_version", row.schemaVersion());
    document.put("status", Fields.lower(row.status()));
    document.put("create_before_destroy", row.createBeforeDestroy());
    Fields.texts(row.dependencies(), document.putArray("dependencies"));
    document.put("revision", row.revision());
    document.put("sensitive", row.sensitive());
    JsonNode attributes = JSON.textNode(row.attributes());
    String place = "row " + row.address() + " " + row.deposed();
    document.set("attributes", secrecy.close(attributes, row.sensitive(), place));
    return document;
  }

  ResourceRow read(JsonNode document) throws StoreException, UnusableException {
    String address = document.path("address").asText();
    String deposed = document.path("deposed").asText();
    JsonNode attributes =
        secrecy.open(document.path("attributes"), "row " + address + " " + deposed);
    return new ResourceRow(
        address,
        deposed,
        document.path("provider").asText(),
        document.path("id").asText(),
        attributes.asText(),
        document.path("sensitive").booleanValue(),
        document.path("schema_version").intValue(),
        Fields.constant(ResourceRow.Status.class, document.path("status")),
        document.path("create_before_destroy").booleanValue(),
        Fields.texts(document.path("dependencies")),
        document.path("revision").longValue());
  }
}
