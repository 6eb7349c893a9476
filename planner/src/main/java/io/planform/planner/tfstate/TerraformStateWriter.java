package io.planform.planner.tfstate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.ProviderSource;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.planner.render.text.JsonText;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes a state as a file of Terraform 1.11: sensitive values in clear. */
public final class TerraformStateWriter {
  private static final String VERSION = "1.11.4";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Comparator<ResourceState> ORDER =
      Comparator.comparing((ResourceState row) -> row.address().module().toString())
          .thenComparing(ResourceState::address)
          .thenComparing(ResourceState::deposed);

  private final Providers providers;
  private final Function<String, ProviderSource> sources;

  /**
   * @param sources where a provider comes from, by its type
   */
  public TerraformStateWriter(Providers providers, Function<String, ProviderSource> sources) {
    this.providers = providers;
    this.sources = sources;
  }

  /**
   * @param state whose providers are all there
   * @param serial the number of its revision
   */
  public void write(RecordedState state, String lineage, long serial, OutputStream out)
      throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.setPrettyPrinter(JsonText.layout());
    json.writeStartObject();
    json.writeNumberField("version", 4);
    json.writeStringField("terraform_version", VERSION);
    json.writeNumberField("serial", serial);
    json.writeStringField("lineage", lineage);
    json.writeObjectFieldStart("outputs");
    for (Map.Entry<String, Value> output : new TreeMap<>(state.outputs()).entrySet()) {
      json.writeFieldName(output.getKey());
      json.writeTree(output(output.getValue()));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("resources");
    resources(state.resources().stream().sorted(ORDER).toList(), json);
    json.writeEndArray();
    json.writeNullField("check_results");
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static ObjectNode output(Value value) {
    Value bare = value.revealed();
    Type type = bare.type();
    ObjectNode output = NODES.objectNode();
    output.set("value", TypedJson.write(bare, type));
    output.set("type", TypedJson.write(type));
    if (value.containsSensitive()) {
      output.put("sensitive", true);
    }
    return output;
  }

  /** Rows of one block in one module stand beside each other. */
  private void resources(List<ResourceState> rows, JsonGenerator json) throws IOException {
    Address open = null;
    for (ResourceState row : rows) {
      Address block = row.address().block();
      if (!block.equals(open)) {
        if (open != null) {
          end(json);
        }
        start(block, row.provider(), json);
        open = block;
      }
      json.writeTree(instance(row));
    }
    if (open != null) {
      end(json);
    }
  }

  private void start(Address block, String provider, JsonGenerator json) throws IOException {
    ProviderAddress address = ProviderAddress.parse(provider);
    json.writeStartObject();
    if (!block.module().isRoot()) {
      json.writeStringField("module", block.module().toString());
    }
    json.writeStringField("mode", block.mode() == Mode.DATA ? "data" : "managed");
    json.writeStringField("type", block.type());
    json.writeStringField("name", block.name());
    json.writeStringField("provider", SourceAddress.text(address, sources.apply(address.type())));
    json.writeArrayFieldStart("instances");
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private ObjectNode instance(ResourceState row) {
    Schema schema = providers.schema(row.provider(), row.address());
    if (schema == null) {
      throw new IllegalArgumentException("no provider for " + row.address());
    }
    ObjectNode instance = NODES.objectNode();
    switch (row.address().key()) {
      case null -> {}
      case InstanceKey.Index(int index) -> instance.put("index_key", index);
      case InstanceKey.Name(String name) -> instance.put("index_key", name);
    }
    switch (row.status()) {
      case OK -> {}
      case TAINTED, UNKNOWN -> instance.put("status", "tainted");
    }
    if (!row.deposed().isEmpty()) {
      instance.put("deposed", row.deposed());
    }
    instance.put("schema_version", schema.version());
    instance.set("attributes", TypedJson.write(row.object(), schema.type()));
    ArrayNode sensitive = instance.putArray("sensitive_attributes");
    StateDocument.sensitive(row.object()).forEach(path -> sensitive.add(path(path)));
    if (!row.dependencies().isEmpty()) {
      row.dependencies().stream().sorted().forEach(instance.putArray("dependencies")::add);
    }
    if (row.createBeforeDestroy()) {
      instance.put("create_before_destroy", true);
    }
    return instance;
  }

  private static JsonNode path(ValuePath path) {
    ArrayNode steps = NODES.arrayNode();
    for (ValuePath.Step step : path.steps()) {
      switch (step) {
        case ValuePath.Attribute(String name) ->
            steps.addObject().put("type", "get_attr").put("value", name);
        case ValuePath.Key(String key) -> index(steps).put("value", key).put("type", "string");
        case ValuePath.Index(int index) -> index(steps).put("value", index).put("type", "number");
      }
    }
    return steps;
  }

  private static ObjectNode index(ArrayNode steps) {
    return steps.addObject().put("type", "index").putObject("value");
  }
}
