package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What a data source answered. */
record DataDocument(Secrecy secrecy) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode write(DataReading reading) throws StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("address", reading.address().toString());
    document.put("provider", reading.provider());
    JsonNode object = ValueCodec.write(reading.object(), reading.schema().type());
    boolean sensitive = reading.object().containsSensitive();
    document.set("object", secrecy.close(object, sensitive, reading.address().toString()));
    return document;
  }

  @Nullable DataReading read(JsonNode document, Schemas schemas)
      throws StoreException, UnusableException {
    Address address = Fields.address(document.path("address").asText());
    String provider = document.path("provider").asText();
    Schema schema = schemas.of(provider, address);
    JsonNode object = secrecy.open(document.path("object"), address.toString());
    return ValueCodec.read(object, schema.type()) instanceof Value.Obj read
        ? new DataReading(address, provider, read, schema)
        : null;
  }
}
