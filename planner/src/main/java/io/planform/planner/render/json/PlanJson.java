package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.state.ResourceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A plan as {@code terraform show -json} writes it, format 1.2. */
public final class PlanJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Plan plan;
  private final ConfigurationTree tree;
  private final ProviderNames providers;

  public PlanJson(Plan plan, ConfigurationTree tree, ProviderNames providers) {
    this.plan = plan;
    this.tree = tree;
    this.providers = providers;
  }

  /**
   * @param inputs values of the root's variables
   * @param prior the state that the plan was made from
   * @param time when it was made
   */
  public ObjectNode document(
      SequencedMap<String, Value> inputs, RecordedState prior, Instant time) {
    ObjectNode document = JSON.objectNode();
    document.put("format_version", Formats.PLAN);
    document.put("terraform_version", Formats.TERRAFORM);
    if (!inputs.isEmpty()) {
      ObjectNode variables = document.putObject("variables");
      inputs.forEach(
          (name, value) -> variables.putObject(name).set("value", ValueShapes.known(value)));
    }
    document.set("planned_values", planned());
    changes(plan.drift(), "resource_drift", document);
    changes(plan.changes(), "resource_changes", document);
    outputChanges(document);
    ObjectNode found = prior(prior);
    if (found.at("/values/outputs").size() + found.at("/values/root_module").size() > 0) {
      document.set("prior_state", found);
    }
    document.set("configuration", new ConfigurationJson(tree, providers).document());
    ArrayNode relevant = RelevantAttributes.of(plan, tree);
    if (!relevant.isEmpty()) {
      document.set("relevant_attributes", relevant);
    }
    if (!plan.checks().isEmpty()) {
      document.set("checks", ChecksJson.of(plan.checks()));
    }
    document.put("timestamp", time.toString());
    document.put("applyable", !plan.errored() && !plan.isEmpty() && plan.refusals().isEmpty());
    document.put("complete", !plan.errored() && !plan.partial());
    document.put("errored", plan.errored());
    return document;
  }

  /** The part of it that Terraform prints for the runs of tests. */
  public ObjectNode changes() {
    ObjectNode document = JSON.objectNode();
    document.put("plan_format_version", Formats.PLAN);
    outputChanges(document);
    changes(plan.drift(), "resource_drift", document);
    changes(plan.changes(), "resource_changes", document);
    return document;
  }

  private ObjectNode planned() {
    ObjectNode values = JSON.objectNode();
    ObjectNode outputs = JSON.objectNode();
    for (OutputChange change : plan.outputs()) {
      Value after = change.after();
      if (after == null) {
        continue;
      }
      ObjectNode output = outputs.putObject(change.name());
      output.put("sensitive", change.sensitive());
      if (after.isWhollyKnown()) {
        Value bare = after.revealed();
        output.set("type", TypedJson.write(bare.type()));
        output.set("value", ValueShapes.known(bare));
      }
    }
    if (!outputs.isEmpty()) {
      values.set("outputs", outputs);
    }
    ModuleValues modules = new ModuleValues();
    for (ResourceChange change : plan.changes()) {
      Value.Obj after = change.after();
      if (change.action() == Action.FORGET) {
        modules.forgotten(
            change.address(), providers.of(change.provider()), change.schema().version());
      } else if (after != null) {
        ObjectNode _ =
            modules.add(
                change.address(),
                providers.of(change.provider()),
                change.schema().version(),
                after);
      }
    }
    values.set("root_module", modules.root());
    return values;
  }

  private void changes(List<ResourceChange> changes, String name, ObjectNode document) {
    if (changes.isEmpty()) {
      return;
    }
    ArrayNode all = document.putArray(name);
    changes.forEach(change -> change(change, all.addObject()));
  }

  private void change(ResourceChange change, ObjectNode resource) {
    Address address = change.address();
    resource.put("address", address.toString());
    Address from = change.deposed().isEmpty() ? plan.moved().get(address) : null;
    if (from != null) {
      resource.put("previous_address", from.toString());
    }
    if (!address.module().isRoot()) {
      resource.put("module_address", address.module().toString());
    }
    ModuleValues.describe(address, resource);
    if (!change.deposed().isEmpty()) {
      resource.put("deposed", change.deposed());
    }
    resource.put("provider_name", providers.of(change.provider()));
    ObjectNode body = resource.putObject("change");
    actions(change.action(), body.putArray("actions"));
    values(change.before(), change.action() == Action.FORGET ? null : change.after(), body);
    if (!change.replacePaths().isEmpty()) {
      ArrayNode paths = body.putArray("replace_paths");
      change.replacePaths().forEach(path -> path(path, paths.addArray()));
    }
    String id = change.deposed().isEmpty() ? plan.imported().get(address) : null;
    if (id != null) {
      body.putObject("importing").put("id", id);
    }
    if (change.deposed().isEmpty() && plan.generated().containsKey(address)) {
      body.put("generated_config", plan.generated().get(address));
    }
    String reason = ChangeNames.reason(change);
    if (reason != null) {
      resource.put("action_reason", reason);
    }
  }

  private static void values(
      Value.@Nullable Obj before, Value.@Nullable Obj after, ObjectNode body) {
    body.set("before", before == null ? JSON.nullNode() : ValueShapes.known(before));
    body.set("after", after == null ? JSON.nullNode() : ValueShapes.known(after));
    body.set(
        "after_unknown",
        after == null || after.isWhollyKnown() ? JSON.objectNode() : ValueShapes.unknown(after));
    body.set("before_sensitive", sensitive(before));
    body.set("after_sensitive", sensitive(after));
  }

  private static JsonNode sensitive(Value.@Nullable Obj object) {
    return object == null ? JSON.booleanNode(false) : ValueShapes.sensitive(object);
  }

  private static void path(ValuePath path, ArrayNode steps) {
    for (ValuePath.Step step : path.steps()) {
      switch (step) {
        case ValuePath.Attribute(String name) -> steps.add(name);
        case ValuePath.Key(String key) -> steps.add(key);
        case ValuePath.Index(int index) -> steps.add(index);
      }
    }
  }

  private static void actions(Action action, ArrayNode names) {
    switch (action) {
      case NO_OP -> names.add("no-op");
      case READ -> names.add("read");
      case CREATE -> names.add("create");
      case UPDATE -> names.add("update");
      case DELETE -> names.add("delete");
      case DELETE_THEN_CREATE -> names.add("delete").add("create");
      case CREATE_THEN_DELETE -> names.add("create").add("delete");
      case FORGET -> names.add("forget");
    }
  }

  private void outputChanges(ObjectNode document) {
    if (plan.outputs().isEmpty()) {
      return;
    }
    ObjectNode all = document.putObject("output_changes");
    for (OutputChange change : plan.outputs()) {
      ObjectNode output = all.putObject(change.name());
      output.putArray("actions").add(ChangeNames.action(change));
      Value before = change.before();
      Value after = change.after();
      output.set("before", before == null ? JSON.nullNode() : ValueShapes.known(before));
      JsonNode known = after == null ? JSON.nullNode() : ValueShapes.known(after);
      if (known != null) {
        output.set("after", known);
      }
      output.set(
          "after_unknown",
          after == null || after.isWhollyKnown()
              ? JSON.booleanNode(false)
              : ValueShapes.unknown(after));
      boolean sensitive = change.sensitive() || (before != null && before.containsSensitive());
      output.put("before_sensitive", sensitive);
      output.put("after_sensitive", sensitive);
    }
  }

  /** The state as it was found to be: with what was read, and with outputs as far as known. */
  private ObjectNode prior(RecordedState recorded) {
    SequencedMap<String, Value> outputs = new TreeMap<>(recorded.outputs());
    for (OutputChange change : plan.outputs()) {
      Value after = change.after();
      if (after != null && after.isWhollyKnown()) {
        outputs.put(change.name(), after.sensitiveIf(change.sensitive()));
      }
    }
    Map<Address, Address> moved = new HashMap<>();
    plan.moved().forEach((now, from) -> moved.put(from, now));
    Map<String, ResourceState> found = new HashMap<>();
    Set<String> planned = new HashSet<>();
    plan.data().forEach(reading -> planned.add(reading.address() + " "));
    for (ResourceChange change : plan.changes()) {
      planned.add(change.address() + " " + change.deposed());
      ResourceState row = change.recorded();
      if (row != null && change.before() != null) {
        found.put(change.address() + " " + change.deposed(), now(row, change, change.before()));
      }
    }
    List<ResourceState> rows = new ArrayList<>(found.values());
    for (ResourceState row : recorded.resources()) {
      Address now = moved.getOrDefault(row.address(), row.address());
      if (!planned.contains(now + " " + row.deposed())) {
        rows.add(row);
      }
    }
    ObjectNode document = StateJson.header();
    ObjectNode values = document.putObject("values");
    if (!outputs.isEmpty()) {
      StateJson.outputs(outputs, values.putObject("outputs"));
    }
    for (DataReading reading : plan.data()) {
      rows.add(row(reading));
    }
    values.set("root_module", new StateJson(providers).resources(rows));
    return document;
  }

  private static ResourceState now(ResourceState row, ResourceChange change, Value.Obj object) {
    return new ResourceState(
        change.address(),
        change.deposed(),
        row.provider(),
        object,
        row.declared(),
        row.status(),
        row.createBeforeDestroy(),
        row.dependencies());
  }

  private static ResourceState row(DataReading reading) {
    return new ResourceState(
        reading.address(),
        "",
        reading.provider(),
        reading.object(),
        Set.of(),
        ResourceRow.Status.OK,
        false,
        List.of());
  }
}
