package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.ResourceState;
import io.planform.planner.plan.TypedJson;
import io.planform.planner.plan.code.FileChange;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes plans in the form that {@code docs/plans.md} describes. One instance writes one. */
final class PlanWriter {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SavedPlan saved;
  private final Secrecy secrecy;

  PlanWriter(SavedPlan saved, EnvelopeCipher cipher) {
    this.saved = saved;
    this.secrecy = new Secrecy(MAPPER, cipher, identity(saved.plan()));
  }

  static String identity(Plan plan) {
    return plan.lineage() + " " + plan.revision();
  }

  /**
   * @param toolVersion of this program
   */
  byte[] write(String toolVersion) throws IOException, StoreException {
    Container.Writer container = new Container.Writer();
    ObjectNode manifest = JSON.objectNode();
    manifest.put("format", Names.FORMAT);
    manifest.put("format_version", Names.VERSION);
    manifest.put("planform_version", toolVersion);
    manifest.put("lineage", saved.plan().lineage());
    manifest.put("revision", saved.plan().revision());
    ObjectNode digests = manifest.putObject("sha256");
    digests.put(Names.PLAN, container.add(Names.PLAN, out -> line(plan(), out)));
    digests.put(
        Names.CONFIGURATION,
        container.add(Names.CONFIGURATION, out -> line(configuration(saved.sources()), out)));
    digests.put(
        Names.CHANGES, container.add(Names.CHANGES, out -> changes(saved.plan().changes(), out)));
    digests.put(Names.DRIFT, container.add(Names.DRIFT, out -> changes(saved.plan().drift(), out)));
    digests.put(Names.DATA, container.add(Names.DATA, this::data));
    digests.put(Names.STATE, container.add(Names.STATE, this::state));
    String _ = container.add(Names.MANIFEST, out -> line(manifest, out));
    return container.finish();
  }

  private static void line(JsonNode document, OutputStream out) throws IOException {
    out.write(MAPPER.writeValueAsBytes(document));
    out.write('\n');
  }

  private ObjectNode plan() throws IOException, StoreException {
    Plan plan = saved.plan();
    ObjectNode document = JSON.objectNode();
    document.put("workspace", saved.workspace());
    document.put("target", plan.target());
    document.put("plan_time", saved.planTime().toString());
    document.set("request", request(saved.request()));
    ObjectNode inputs = document.putObject("inputs");
    for (Map.Entry<String, Value> input : saved.inputs().entrySet()) {
      inputs.set(input.getKey(), value(input.getValue(), "input " + input.getKey()));
    }
    ArrayNode outputs = document.putArray("outputs");
    for (OutputChange change : plan.outputs()) {
      ObjectNode output = outputs.addObject().put("name", change.name());
      output.put("sensitive", change.sensitive());
      output.set("before", value(change.before(), "output " + change.name() + " before"));
      output.set("after", value(change.after(), "output " + change.name() + " after"));
    }
    ArrayNode refusals = document.putArray("refusals");
    plan.refusals().forEach(refusal -> refusals.add(diagnostic(refusal)));
    ObjectNode moved = document.putObject("moved");
    plan.moved().forEach((now, from) -> moved.put(now.toString(), from.toString()));
    ObjectNode imported = document.putObject("imported");
    plan.imported().forEach((address, id) -> imported.put(address.toString(), id));
    ObjectNode packages = document.putObject("packages");
    plan.packages().forEach((address, code) -> put(code, packages.putObject(address.toString())));
    ArrayNode undecided = document.putArray("undecided");
    plan.undecided().stream().sorted().forEach(address -> undecided.add(address.toString()));
    return document;
  }

  private static void put(PackageDiff code, ObjectNode document) {
    ArrayNode files = document.put("attribute", code.attribute()).putArray("files");
    for (FileChange change : code.files()) {
      ObjectNode file = files.addObject().put("path", change.path());
      file.put("before", change.before()).put("after", change.after());
      ArrayNode lines = file.putArray("lines");
      change.lines().forEach(lines::add);
    }
  }

  private static ObjectNode request(PlanRequest request) {
    ObjectNode document = JSON.objectNode();
    document.put("mode", lower(request.mode()));
    document.put("refresh", request.refresh());
    texts(request.targets(), document.putArray("targets"));
    texts(request.excluded(), document.putArray("excluded"));
    texts(request.replace(), document.putArray("replace"));
    return document;
  }

  private static void texts(Collection<?> things, ArrayNode array) {
    things.forEach(thing -> array.add(thing.toString()));
  }

  private JsonNode value(@Nullable Value value, String place) throws IOException, StoreException {
    if (value == null) {
      return JSON.nullNode();
    }
    // In a document of its own: what is null is not what is absent.
    ObjectNode document = JSON.objectNode();
    document.set("value", ValueCodec.write(value, value.type()));
    document.set("type", TypedJson.write(value.type()));
    return secrecy.close(document, value.containsSensitive(), place);
  }

  private static ObjectNode diagnostic(Diagnostic diagnostic) {
    ObjectNode document = JSON.objectNode();
    document.put("summary", diagnostic.summary());
    document.put("detail", diagnostic.detail());
    document.put("hint", diagnostic.hint());
    SourceRange range = diagnostic.range();
    if (range != null) {
      document.put("file", range.file());
      position(range.start(), document.putArray("start"));
      position(range.end(), document.putArray("end"));
    }
    return document;
  }

  private static void position(SourcePosition position, ArrayNode numbers) {
    numbers.add(position.offset()).add(position.line()).add(position.column());
  }

  private static ObjectNode configuration(SourceSnapshot sources) {
    ObjectNode document = JSON.objectNode();
    ArrayNode modules = document.putArray("modules");
    sources
        .directories()
        .forEach(
            (path, directory) -> {
              ObjectNode module = modules.addObject();
              texts(path.calls(), module.putArray("path"));
              module.put("directory", directory);
            });
    ObjectNode files = document.putObject("files");
    sources.files().forEach(files::put);
    return document;
  }

  private void changes(List<ResourceChange> changes, OutputStream out)
      throws IOException, StoreException {
    for (ResourceChange change : changes) {
      line(change(change), out);
    }
  }

  private ObjectNode change(ResourceChange change) throws IOException, StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("address", change.address().toString());
    document.put("deposed", change.deposed());
    document.put("provider", change.provider());
    document.put("schema_version", change.schema().version());
    document.put("action", lower(change.action()));
    document.put("reason", lower(change.reason()));
    ArrayNode replace = document.putArray("replace_paths");
    change.replacePaths().forEach(path -> replace.add(path(path)));
    ObjectNode declaration = document.putObject("declaration");
    texts(new TreeSet<>(change.declaration().declared()), declaration.putArray("declared"));
    texts(change.declaration().dependencies(), declaration.putArray("dependencies"));
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
    texts(new TreeSet<>(recorded.declared()), document.putArray("declared"));
    document.put("status", lower(recorded.status()));
    document.put("create_before_destroy", recorded.createBeforeDestroy());
    texts(recorded.dependencies(), document.putArray("dependencies"));
    return document;
  }

  private static ArrayNode path(ValuePath path) {
    ArrayNode steps = JSON.arrayNode();
    for (ValuePath.Step step : path.steps()) {
      switch (step) {
        case ValuePath.Attribute(String name) -> steps.add(name);
        case ValuePath.Key(String key) -> steps.addObject().put("key", key);
        case ValuePath.Index(int index) -> steps.add(index);
      }
    }
    return steps;
  }

  private void data(OutputStream out) throws IOException, StoreException {
    for (DataReading reading : saved.plan().data()) {
      ObjectNode document = JSON.objectNode();
      document.put("address", reading.address().toString());
      document.put("provider", reading.provider());
      JsonNode object = ValueCodec.write(reading.object(), reading.schema().type());
      document.set(
          "object",
          secrecy.close(
              object, reading.object().containsSensitive(), reading.address().toString()));
      line(document, out);
    }
  }

  private void state(OutputStream out) throws IOException, StoreException {
    for (ResourceRow row : saved.prior().resources()) {
      line(row(row), out);
    }
    for (OutputRow row : saved.prior().outputs()) {
      ObjectNode document = JSON.objectNode();
      document.put("output", row.name());
      document.put("sensitive", row.sensitive());
      JsonNode value = JSON.textNode(row.value());
      document.set("value", secrecy.close(value, row.sensitive(), "output " + row.name()));
      line(document, out);
    }
  }

  private ObjectNode row(ResourceRow row) throws IOException, StoreException {
    ObjectNode document = JSON.objectNode();
    document.put("address", row.address());
    document.put("deposed", row.deposed());
    document.put("provider", row.provider());
    document.put("id", row.objectId());
    document.put("schema_version", row.schemaVersion());
    document.put("status", lower(row.status()));
    document.put("create_before_destroy", row.createBeforeDestroy());
    texts(row.dependencies(), document.putArray("dependencies"));
    document.put("revision", row.revision());
    document.put("sensitive", row.sensitive());
    JsonNode attributes = JSON.textNode(row.attributes());
    String place = "row " + row.address() + " " + row.deposed();
    document.set("attributes", secrecy.close(attributes, row.sensitive(), place));
    return document;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
