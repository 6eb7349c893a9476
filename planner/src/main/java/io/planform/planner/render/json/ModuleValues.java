package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Objects as a tree of the modules they are in. */
final class ModuleValues {
  private final SequencedMap<ModuleInstance, ObjectNode> modules = new TreeMap<>();
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  ModuleValues() {
    modules.put(ModuleInstance.ROOT, root);
  }

  ObjectNode root() {
    return root;
  }

  /**
   * Adds an object behind those that are there; what else is known of it is added by the caller.
   */
  ObjectNode add(Address address, String providerName, int schemaVersion, Value.Obj object) {
    ObjectNode resource = object(address, providerName, schemaVersion);
    resource.set("values", ValueShapes.known(object));
    resource.set("sensitive_values", ValueShapes.sensitive(object));
    return resource;
  }

  /** Adds an object that is not managed any more: as in Terraform it has no values. */
  void forgotten(Address address, String providerName, int schemaVersion) {
    object(address, providerName, schemaVersion).put("sensitive_values", false);
  }

  private ObjectNode object(Address address, String providerName, int schemaVersion) {
    ObjectNode resource = list(module(address.module()), "resources").addObject();
    describe(address, resource);
    resource.put("provider_name", providerName);
    resource.put("schema_version", schemaVersion);
    return resource;
  }

  private ObjectNode module(ModuleInstance instance) {
    ObjectNode known = modules.get(instance);
    if (known != null) {
      return known;
    }
    List<ModuleInstance.Step> steps = instance.steps();
    ObjectNode parent = module(new ModuleInstance(steps.subList(0, steps.size() - 1)));
    ObjectNode module = list(parent, "child_modules").addObject();
    module.put("address", instance.toString());
    modules.put(instance, module);
    return module;
  }

  private static ArrayNode list(ObjectNode node, String name) {
    return node.get(name) instanceof ArrayNode array ? array : node.putArray(name);
  }

  /** What all formats say of an instance. */
  static void describe(Address address, ObjectNode resource) {
    resource.put("address", address.toString());
    resource.put("mode", mode(address));
    resource.put("type", address.type());
    resource.put("name", address.name());
    switch (address.key()) {
      case null -> {}
      case InstanceKey.Index(int index) -> resource.put("index", index);
      case InstanceKey.Name(String key) -> resource.put("index", key);
    }
  }

  static String mode(Address address) {
    return switch (address.mode()) {
      case MANAGED -> "managed";
      case DATA -> "data";
      case EPHEMERAL -> "ephemeral";
    };
  }
}
