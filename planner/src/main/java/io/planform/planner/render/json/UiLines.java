package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * What happens, as lines of Terraform's machine-readable user interface, version 1.2: one JSON
 * object each. Safe for use by many threads if the printer is.
 */
public final class UiLines {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Clock clock;
  private final Consumer<String> printer;

  /**
   * @param printer takes a line without its end
   */
  public UiLines(Clock clock, Consumer<String> printer) {
    this.clock = clock;
    this.printer = printer;
  }

  private ObjectNode line(String level, String message) {
    ObjectNode line = JSON.objectNode();
    line.put("@level", level);
    line.put("@message", message);
    line.put("@module", "terraform.ui");
    line.put("@timestamp", Instant.now(clock).truncatedTo(ChronoUnit.MICROS).toString());
    return line;
  }

  private void print(ObjectNode line, String type) {
    line.put("type", type);
    printer.accept(line.toString());
  }

  public void version(String version) {
    ObjectNode line = line("info", "Planform " + version);
    line.put("planform", version);
    line.put("terraform", Formats.TERRAFORM);
    line.put("ui", Formats.UI);
    print(line, "version");
  }

  /**
   * @param json that knows the texts of the files
   */
  public void diagnostic(Diagnostic diagnostic, DiagnosticJson json) {
    diagnostic(diagnostic, json, "", "");
  }

  /**
   * What a plan says of objects.
   *
   * @param recordedOnly whether also of those that nothing happens to, but that are moved or
   *     imported
   */
  public void changes(Plan plan, boolean recordedOnly) {
    for (ResourceChange change : plan.drift()) {
      change(change, plan, "resource_drift");
    }
    for (ResourceChange change : plan.changes()) {
      if (plan.isChange(change) && (recordedOnly || change.action() != Action.NO_OP)) {
        change(change, plan, "planned_change");
      }
    }
  }

  /**
   * @param report as {@link DriftJson} writes it
   */
  public void drift(String summary, ObjectNode report) {
    ObjectNode line = line("info", summary);
    line.set("drift_report", report);
    print(line, "drift_report");
  }

  private static boolean imported(ResourceChange change, Plan plan) {
    return change.deposed().isEmpty() && plan.imported().containsKey(change.address());
  }

  private void change(ResourceChange change, Plan plan, String type) {
    boolean drift = type.equals("resource_drift");
    String action = action(change, plan);
    ObjectNode line =
        line(
            "info",
            change.address()
                + (drift ? ": Drift detected (" + action + ")" : ": Plan to " + action));
    ObjectNode body = line.putObject("change");
    body.set("resource", resource(change.address(), change.provider()));
    Address from = change.deposed().isEmpty() ? plan.moved().get(change.address()) : null;
    if (from != null && !drift) {
      body.set("previous_resource", resource(from, change.provider()));
    }
    body.put("action", action);
    String reason = drift ? null : ChangeNames.uiReason(change);
    if (reason != null) {
      body.put("reason", reason);
    }
    if (imported(change, plan) && !drift) {
      body.putObject("importing").put("id", plan.imported().get(change.address()));
      String block = plan.generated().get(change.address());
      if (block != null) {
        body.put("generated_config", block);
      }
    }
    print(line, type);
  }

  private static String action(ResourceChange change, Plan plan) {
    return switch (change.action()) {
      case NO_OP -> imported(change, plan) ? "import" : "move";
      case READ -> "read";
      case CREATE -> "create";
      case UPDATE -> "update";
      case DELETE -> "delete";
      case DELETE_THEN_CREATE, CREATE_THEN_DELETE -> "replace";
      case FORGET -> "remove";
    };
  }

  static ObjectNode resource(Address address, String provider) {
    ObjectNode resource = JSON.objectNode();
    resource.put("addr", address.toString());
    resource.put("module", address.module().toString());
    Address local =
        new Address(
            ModuleInstance.ROOT, address.mode(), address.type(), address.name(), address.key());
    resource.put("resource", local.toString());
    resource.put("implied_provider", provider);
    resource.put("resource_type", address.type());
    resource.put("resource_name", address.name());
    resource.set(
        "resource_key",
        switch (address.key()) {
          case null -> JSON.nullNode();
          case InstanceKey.Index(int index) -> JSON.numberNode(index);
          case InstanceKey.Name(String key) -> JSON.textNode(key);
        });
    return resource;
  }

  private ObjectNode resource(Address address) {
    int end = address.type().indexOf('_');
    return resource(address, end < 0 ? address.type() : address.type().substring(0, end));
  }

  public void planned(Plan plan) {
    Plan.Counts counts = plan.counts();
    summary(
        "Plan: %s%d to add, %d to change, %d to destroy."
            .formatted(
                counts.imported() == 0 ? "" : counts.imported() + " to import, ",
                counts.add(),
                counts.change(),
                counts.destroy()),
        counts,
        "plan");
    if (!plan.outputs().isEmpty()) {
      ObjectNode outputs = JSON.objectNode();
      for (OutputChange change : plan.outputs()) {
        ObjectNode output = outputs.putObject(change.name());
        output.put("sensitive", change.sensitive());
        output.put("action", ChangeNames.action(change).replace("-", ""));
      }
      outputs(outputs);
    }
  }

  public void summary(String message, Plan.Counts counts, String operation) {
    ObjectNode line = line("info", message);
    ObjectNode changes = line.putObject("changes");
    changes.put("add", counts.add());
    changes.put("change", counts.change());
    changes.put("import", counts.imported());
    changes.put("remove", counts.destroy());
    changes.put("operation", operation);
    print(line, "change_summary");
  }

  /** Values after an apply; those that are sensitive are not shown. */
  public void outputs(SequencedMap<String, Value> values) {
    ObjectNode outputs = JSON.objectNode();
    values.forEach(
        (name, value) -> {
          Value bare = value.revealed();
          ObjectNode output = outputs.putObject(name);
          output.put("sensitive", value.containsSensitive());
          output.set("type", TypedJson.write(bare.type()));
          if (!value.containsSensitive()) {
            output.set("value", ValueShapes.known(bare));
          }
        });
    outputs(outputs);
  }

  private void outputs(ObjectNode outputs) {
    ObjectNode line = line("info", "Outputs: " + outputs.size());
    line.set("outputs", outputs);
    print(line, "outputs");
  }

  /**
   * Something that happens to one object.
   *
   * @param type of the line, such as {@code apply_start}
   */
  public Event event(String type, Address address, String message) {
    return new Event(type, address, line("info", address + message));
  }

  /** A line about one object, to be completed. */
  public final class Event {
    private final String type;
    private final ObjectNode line;
    private final ObjectNode hook;

    private Event(String type, Address address, ObjectNode line) {
      this.type = type;
      this.line = line;
      this.hook = line.putObject("hook");
      hook.set("resource", resource(address));
    }

    public Event with(String name, String value) {
      hook.put(name, value);
      return this;
    }

    public Event with(String name, long value) {
      hook.put(name, value);
      return this;
    }

    /**
     * @param id left out if empty
     */
    public Event id(String id) {
      return id.isEmpty() ? this : with("id_key", "id").with("id_value", id);
    }

    public void print() {
      UiLines.this.print(line, type);
    }
  }

  /** How many objects no state owns, of the types that can be listed: ours alone. */
  public void found(String message, int objects, List<String> types) {
    ObjectNode line = line("info", message);
    ObjectNode found = line.putObject("found").put("objects", objects);
    types.forEach(found.putArray("types")::add);
    print(line, "found_summary");
  }

  /**
   * Manifests that were written: ours alone.
   *
   * @param beside files that the manifest refers to
   */
  public void written(String manifest, Collection<String> beside) {
    ObjectNode line = line("info", "Written: " + manifest);
    ObjectNode written = line.putObject("written").put("manifest", manifest);
    beside.forEach(written.putArray("files")::add);
    print(line, "manifest_written");
  }

  /** How a plan does by its policies: ours alone. */
  public void policies(String message, int rules, int denied, int warned) {
    ObjectNode line = line("info", message);
    line.putObject("policies").put("rules", rules).put("denied", denied).put("warned", warned);
    print(line, "policy_summary");
  }

  /**
   * Something that happens to tests.
   *
   * @param type of the line, and the name of its body
   * @param file empty for what is of no single file
   * @param run empty for what is of no single run
   */
  public void test(
      String level, String message, String type, String file, String run, ObjectNode body) {
    ObjectNode line = line(level, message);
    place(line, file, run);
    line.set(type, body);
    print(line, type);
  }

  /** As {@link #diagnostic(Diagnostic, DiagnosticJson)}, of a test. */
  public void diagnostic(Diagnostic diagnostic, DiagnosticJson json, String file, String run) {
    boolean error = diagnostic.isError();
    ObjectNode line =
        line(error ? "error" : "warn", (error ? "Error: " : "Warning: ") + diagnostic.summary());
    place(line, file, run);
    line.set("diagnostic", json.document(diagnostic));
    print(line, "diagnostic");
  }

  private static void place(ObjectNode line, String file, String run) {
    if (!file.isEmpty()) {
      line.put("@testfile", file);
    }
    if (!run.isEmpty()) {
      line.put("@testrun", run);
    }
  }

  /** What was done of an apply that did not end as planned, and what was not: ours alone. */
  public void account(JsonNode done, JsonNode notDone, String message) {
    ObjectNode line = line("error", message);
    line.set("done", done);
    line.set("not_done", notDone);
    print(line, "incomplete");
  }
}
