package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** A state as {@code terraform show -json} writes it, format 1.0. */
public final class StateJson {
  private final ProviderNames providers;

  public StateJson(ProviderNames providers) {
    this.providers = providers;
  }

  public ObjectNode document(RecordedState state) {
    if (state.isEmpty()) {
      return JsonNodeFactory.instance.objectNode().put("format_version", Formats.STATE);
    }
    ObjectNode document = header();
    ObjectNode values = document.putObject("values");
    if (!state.outputs().isEmpty()) {
      outputs(state.outputs(), values.putObject("outputs"));
    }
    values.set("root_module", resources(state.resources()));
    if (!state.checks().isEmpty()) {
      document.set("checks", ChecksJson.of(state.checks()));
    }
    return document;
  }

  /** The part of it that Terraform prints for the runs of tests. */
  public ObjectNode values(RecordedState state) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("state_format_version", Formats.STATE);
    document.set("root_module", resources(state.resources()));
    if (!state.outputs().isEmpty()) {
      outputs(state.outputs(), document.putObject("outputs"));
    }
    return document;
  }

  /**
   * One object, as it stands in the document of the whole state.
   *
   * @param row of the state
   */
  public ObjectNode object(RecordedState state, ResourceState row) {
    return add(row, direct(state.resources()), new ModuleValues());
  }

  static ObjectNode header() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", Formats.STATE);
    document.put("terraform_version", Formats.TERRAFORM);
    return document;
  }

  static void outputs(SequencedMap<String, Value> outputs, ObjectNode all) {
    outputs.forEach(
        (name, value) -> {
          Value bare = value.revealed();
          ObjectNode output = all.putObject(name);
          output.put("sensitive", value.containsSensitive());
          output.set("value", ValueShapes.known(bare));
          output.set("type", TypedJson.write(bare.type()));
        });
  }

  ObjectNode resources(List<ResourceState> rows) {
    List<ResourceState> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(ResourceState::address).thenComparing(ResourceState::deposed));
    Map<String, Set<String>> direct = direct(sorted);
    ModuleValues modules = new ModuleValues();
    sorted.forEach(row -> add(row, direct, modules));
    return modules.root();
  }

  private static Map<String, Set<String>> direct(List<ResourceState> rows) {
    Map<String, Set<String>> direct = new HashMap<>();
    for (ResourceState row : rows) {
      direct
          .computeIfAbsent(row.address().node().toString(), _ -> new LinkedHashSet<>())
          .addAll(row.dependencies());
    }
    return direct;
  }

  private ObjectNode add(ResourceState row, Map<String, Set<String>> direct, ModuleValues modules) {
    ObjectNode resource =
        modules.add(row.address(), providers.of(row.provider()), version(row), row.object());
    Set<String> dependencies = closure(row, direct);
    if (!dependencies.isEmpty()) {
      ArrayNode names = resource.putArray("depends_on");
      dependencies.forEach(names::add);
    }
    if (row.status() == ResourceRow.Status.TAINTED) {
      resource.put("tainted", true);
    }
    if (!row.deposed().isEmpty()) {
      resource.put("deposed_key", row.deposed());
    }
    return resource;
  }

  private int version(ResourceState row) {
    return providers.schemaVersion(row.provider(), row.address());
  }

  /** Terraform records also what an object rests on by way of others. */
  private static Set<String> closure(ResourceState row, Map<String, Set<String>> direct) {
    Set<String> all = new TreeSet<>();
    List<String> open = new ArrayList<>(row.dependencies());
    while (!open.isEmpty()) {
      String next = open.removeLast();
      if (all.add(next)) {
        Address address = Address.parse(next);
        String block = address == null ? next : address.node().toString();
        open.addAll(direct.getOrDefault(block, Set.of()));
      }
    }
    all.remove(row.address().node().toString());
    return all;
  }
}
