package io.planform.planner.tfstate;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the resources of a state file, each with its instances. */
final class ResourceReader {
  private final String file;
  private final Providers providers;
  private final List<ResourceState> rows = new ArrayList<>();
  private final Set<String> objects = new HashSet<>();
  private final SortedMap<String, StoredShape> shapes = new TreeMap<>();

  ResourceReader(String file, Providers providers) {
    this.file = file;
    this.providers = providers;
  }

  List<ResourceState> rows() {
    return rows;
  }

  /** Says what was left out of what was read. */
  void report(Diagnostics own) {
    shapes.forEach(
        (type, shape) -> {
          if (!shape.unknownNames().isEmpty()) {
            own.add(
                Diagnostic.warning(
                    "Unknown attributes were left out",
                    "The provider here has no such attributes of "
                        + type
                        + ": "
                        + String.join(", ", shape.unknownNames())
                        + ".",
                    null));
          }
        });
  }

  void read(JsonNode resource, Diagnostics own) {
    String type = resource.path("type").asText();
    String module = resource.path("module").asText();
    String mode = resource.path("mode").asText();
    boolean isData = mode.equals("data");
    String name = (isData ? "data." : "") + type + "." + resource.path("name").asText();
    Address block = Address.parse(module.isEmpty() ? name : module + "." + name);
    if (block == null || !(isData || mode.equals("managed"))) {
      own.add(fault(module.isEmpty() ? name : module + "." + name, "it is no resource"));
      return;
    }
    String named = resource.path("provider").asText();
    ProviderAddress provider = SourceAddress.parse(named);
    if (provider == null) {
      own.add(
          fault(block.toString(), "its provider is " + named)
              .withHint("'terraform state replace-provider' of Terraform 0.13 or newer names it"));
      return;
    }
    Schema schema = providers.schema(provider.toString(), block);
    if (schema == null && isData) {
      // A plan reads it anew, or refuses what declares it.
      return;
    }
    if (schema == null) {
      own.add(
          Diagnostic.error(
                  "No provider for " + block,
                  file + " holds it, but no provider here knows the type " + type + ".")
              .withHint(
                  "'terraform state rm' takes what Terraform is to keep out of a copy of the"
                      + " state"));
      return;
    }
    for (JsonNode instance : resource.path("instances")) {
      instance(block, provider, schema, instance, own);
    }
  }

  private void instance(
      Address block, ProviderAddress provider, Schema schema, JsonNode json, Diagnostics own) {
    Address address = withKey(block, json.path("index_key"));
    String fault = address == null ? "it has no usable key" : fault(address, schema, json);
    if (address == null || fault != null) {
      own.add(fault(String.valueOf(address == null ? block : address), String.valueOf(fault)));
      return;
    }
    Value.Obj object = (Value.Obj) TypedJson.read(json.path("attributes"), schema.type());
    ResourceState state =
        new ResourceState(
            address,
            json.path("deposed").asText(),
            provider.toString(),
            StateDocument.marked(object, schema, paths(json.path("sensitive_attributes"))),
            Set.of(),
            json.path("status").asText().equals("tainted")
                ? ResourceRow.Status.TAINTED
                : ResourceRow.Status.OK,
            json.path("create_before_destroy").asBoolean(),
            dependencies(json.path("dependencies")));
    rows.add(state);
  }

  private static @Nullable Address withKey(Address block, JsonNode key) {
    InstanceKey instance =
        key.isInt() && key.intValue() >= 0
            ? new InstanceKey.Index(key.intValue())
            : key.isTextual() ? new InstanceKey.Name(key.textValue()) : null;
    return key.isMissingNode() || key.isNull()
        ? block
        : instance == null
            ? null
            : new Address(block.module(), block.mode(), block.type(), block.name(), instance);
  }

  /** What keeps an instance from being read; null if nothing does. */
  private @Nullable String fault(Address address, Schema schema, JsonNode json) {
    if (!objects.add(address + " " + json.path("deposed").asText())) {
      return "it is there twice";
    }
    if (json.has("attributes_flat")) {
      return "it has the form of Terraform 0.11; 'terraform apply -refresh-only' writes it anew";
    }
    long version = json.path("schema_version").asLong();
    if (version > schema.version()) {
      return "it was written by a newer version of its provider than the one here: schema "
          + version
          + " instead of "
          + schema.version();
    }
    if (!json.path("attributes").isObject()) {
      return "it has no attributes";
    }
    return shapes
        .computeIfAbsent(address.type(), _ -> new StoredShape())
        .fault(json.path("attributes"), schema.type(), ValuePath.ROOT);
  }

  private static List<ValuePath> paths(JsonNode list) {
    List<ValuePath> paths = new ArrayList<>();
    for (JsonNode steps : list) {
      ValuePath path = ValuePath.ROOT;
      for (JsonNode step : steps) {
        JsonNode value = step.path("value");
        JsonNode key = value.path("value");
        path =
            step.path("type").asText().equals("get_attr")
                ? path.attribute(value.asText())
                : key.isInt() ? path.index(key.intValue()) : path.key(key.asText());
      }
      paths.add(path);
    }
    return paths;
  }

  private static List<String> dependencies(JsonNode list) {
    List<String> blocks = new ArrayList<>();
    for (JsonNode each : list) {
      Address block = Address.parse(each.asText());
      if (block != null) {
        blocks.add(block.node().toString());
      }
    }
    return blocks;
  }

  private Diagnostic fault(String what, String why) {
    return Diagnostic.error(
        "Unreadable resource in the state file", file + ", " + what + ": " + why + ".");
  }
}
