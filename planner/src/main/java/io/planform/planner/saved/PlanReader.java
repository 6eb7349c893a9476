package io.planform.planner.saved;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.Address;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.Declaration;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Providers;
import io.planform.planner.plan.Reason;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.ResourceState;
import io.planform.planner.plan.Target;
import io.planform.planner.plan.TypedJson;
import io.planform.planner.plan.code.FileChange;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlanWriter} wrote, in this version or an earlier one. */
final class PlanReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final SequencedMap<String, byte[]> entries;
  private final JsonNode manifest;
  private final Providers providers;
  private final Secrecy secrecy;

  PlanReader(byte[] whole, Providers providers, EnvelopeCipher cipher) throws UnusableException {
    this.entries = Container.read(whole);
    this.providers = providers;
    this.manifest = json(Names.MANIFEST);
    if (!manifest.path("format").asText().equals(Names.FORMAT)) {
      throw UnusableException.of("It is not a plan that Planform saved.");
    }
    requireVersion();
    requireDigests();
    String lineage = manifest.path("lineage").asText();
    this.secrecy =
        new Secrecy(MAPPER, cipher, lineage + " " + manifest.path("revision").longValue());
  }

  private void requireVersion() throws UnusableException {
    String version = manifest.path("format_version").asText();
    if (!version.startsWith(Names.MAJOR + ".")) {
      throw UnusableException.of(
          "It has the format %s, made by Planform %s; this version reads %s. Apply it with the"
                  .formatted(version, manifest.path("planform_version").asText("?"), Names.VERSION)
              + " version that made it, or plan again.");
    }
  }

  private void requireDigests() throws UnusableException {
    for (Map.Entry<String, JsonNode> digest : manifest.path("sha256").properties()) {
      byte[] entry = entries.get(digest.getKey());
      if (entry == null || !Container.digest(entry).equals(digest.getValue().asText())) {
        throw UnusableException.damaged("Its part " + digest.getKey() + " is not as written.");
      }
    }
  }

  private byte[] entry(String name) throws UnusableException {
    byte[] entry = entries.get(name);
    if (entry == null) {
      throw UnusableException.damaged("Its part " + name + " is missing.");
    }
    return entry;
  }

  private JsonNode json(String name) throws UnusableException {
    try {
      return MAPPER.readTree(entry(name));
    } catch (IOException _) {
      throw UnusableException.damaged("Its part " + name + " is no JSON.");
    }
  }

  /** Takes one line of an entry. */
  @FunctionalInterface
  private interface Line {
    void read(JsonNode document) throws StoreException, UnusableException;
  }

  private void lines(String name, Line line) throws StoreException, UnusableException {
    try (MappingIterator<JsonNode> lines =
        MAPPER.readerFor(JsonNode.class).readValues(entry(name))) {
      while (lines.hasNextValue()) {
        line.read(lines.nextValue());
      }
    } catch (IOException _) {
      throw UnusableException.damaged("Its part " + name + " is no JSON.");
    }
  }

  SavedPlan read() throws StoreException, UnusableException {
    JsonNode document = json(Names.PLAN);
    PlanRequest request = request(document.path("request"));
    SequencedMap<String, Value> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> input : document.path("inputs").properties()) {
      Value value = value(input.getValue(), "input " + input.getKey());
      if (value != null) {
        inputs.put(input.getKey(), value);
      }
    }
    return new SavedPlan(
        plan(document, request),
        request,
        document.path("workspace").asText(),
        planTime(document),
        sources(json(Names.CONFIGURATION)),
        inputs,
        prior(document));
  }

  private Plan plan(JsonNode document, PlanRequest request)
      throws StoreException, UnusableException {
    List<OutputChange> outputs = new ArrayList<>();
    for (JsonNode output : document.path("outputs")) {
      String name = output.path("name").asText();
      outputs.add(
          new OutputChange(
              name,
              value(output.path("before"), "output " + name + " before"),
              value(output.path("after"), "output " + name + " after"),
              output.path("sensitive").booleanValue()));
    }
    List<Diagnostic> refusals = new ArrayList<>();
    document.path("refusals").forEach(refusal -> refusals.add(diagnostic(refusal)));
    Map<Address, Address> moved = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.path("moved").properties()) {
      moved.put(address(each.getKey()), address(each.getValue().asText()));
    }
    Map<Address, String> imported = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.path("imported").properties()) {
      imported.put(address(each.getKey()), each.getValue().asText());
    }
    Set<Address> undecided = new HashSet<>();
    for (JsonNode each : document.path("undecided")) {
      undecided.add(address(each.asText()));
    }
    return new Plan(
        request.mode(),
        document.path("target").asText(),
        manifest.path("lineage").asText(),
        manifest.path("revision").longValue(),
        changes(Names.CHANGES),
        changes(Names.DRIFT),
        outputs,
        refusals,
        moved,
        imported,
        data(),
        packages(document.path("packages")),
        undecided);
  }

  private static Map<Address, PackageDiff> packages(JsonNode document) throws UnusableException {
    Map<Address, PackageDiff> packages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.properties()) {
      List<FileChange> files = new ArrayList<>();
      for (JsonNode file : each.getValue().path("files")) {
        List<String> lines = new ArrayList<>();
        file.path("lines").forEach(line -> lines.add(line.asText()));
        files.add(
            new FileChange(
                file.path("path").asText(),
                file.path("before").longValue(),
                file.path("after").longValue(),
                lines));
      }
      packages.put(
          address(each.getKey()),
          new PackageDiff(each.getValue().path("attribute").asText(), files));
    }
    return packages;
  }

  private static Instant planTime(JsonNode document) throws UnusableException {
    try {
      return Instant.parse(document.path("plan_time").asText());
    } catch (DateTimeException _) {
      throw UnusableException.of("It does not say when it was made.");
    }
  }

  private static PlanRequest request(JsonNode document) throws UnusableException {
    Set<Address> replace = new LinkedHashSet<>();
    for (JsonNode text : document.path("replace")) {
      replace.add(address(text.asText()));
    }
    return new PlanRequest(
        constant(Plan.Mode.class, document.path("mode")),
        document.path("refresh").booleanValue(),
        targets(document.path("targets")),
        targets(document.path("excluded")),
        replace,
        PlanRequest.DEFAULT_PARALLELISM);
  }

  private static Set<Target> targets(JsonNode texts) throws UnusableException {
    Set<Target> targets = new LinkedHashSet<>();
    for (JsonNode text : texts) {
      Target target = Target.parse(text.asText());
      if (target == null) {
        throw notAddress(text.asText());
      }
      targets.add(target);
    }
    return targets;
  }

  private static Address address(String text) throws UnusableException {
    Address address = Address.parse(text);
    if (address == null) {
      throw notAddress(text);
    }
    return address;
  }

  private static UnusableException notAddress(String text) {
    return UnusableException.of("It names \"" + text + "\", which is no address.");
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name)
      throws UnusableException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(name.asText())) {
        return constant;
      }
    }
    throw UnusableException.of(
        "It says \"" + name.asText() + "\", which this version of Planform does not know.");
  }

  private @Nullable Value value(JsonNode wrapped, String place)
      throws StoreException, UnusableException {
    if (wrapped.isNull() || wrapped.isMissingNode()) {
      return null;
    }
    JsonNode document = secrecy.open(wrapped, place);
    Type type = TypedJson.readType(document.path("type"));
    return ValueCodec.read(document.path("value"), type);
  }

  private static Diagnostic diagnostic(JsonNode document) {
    SourceRange range = null;
    if (document.hasNonNull("file")) {
      range =
          new SourceRange(
              document.path("file").asText(),
              position(document.path("start")),
              position(document.path("end")));
    }
    Diagnostic diagnostic =
        Diagnostic.error(
            document.path("summary").asText(), document.path("detail").asText(), range);
    return document.hasNonNull("hint")
        ? diagnostic.withHint(document.path("hint").asText())
        : diagnostic;
  }

  private static SourcePosition position(JsonNode numbers) {
    return new SourcePosition(
        numbers.path(0).intValue(), numbers.path(1).intValue(), numbers.path(2).intValue());
  }

  private static SourceSnapshot sources(JsonNode document) {
    SequencedMap<ModulePath, String> directories = new LinkedHashMap<>();
    for (JsonNode module : document.path("modules")) {
      directories.put(
          new ModulePath(texts(module.path("path"))), module.path("directory").asText());
    }
    SortedMap<String, String> files = new TreeMap<>();
    document
        .path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
    return new SourceSnapshot(files, directories);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private List<ResourceChange> changes(String name) throws StoreException, UnusableException {
    List<ResourceChange> changes = new ArrayList<>();
    lines(name, document -> changes.add(change(document)));
    return changes;
  }

  private ResourceChange change(JsonNode document) throws StoreException, UnusableException {
    Address address = address(document.path("address").asText());
    String deposed = document.path("deposed").asText();
    String provider = document.path("provider").asText();
    Schema schema = schema(provider, address);
    int version = document.path("schema_version").intValue();
    if (version != schema.version()) {
      throw UnusableException.of(
          "It was made with another version of the provider of " + address + ". Plan again.");
    }
    JsonNode values = secrecy.open(document.path("values"), address + " " + deposed);
    Value.Obj before = object(values.path("before"), schema);
    Value.Obj after =
        values.path("after_is_before").booleanValue()
            ? before
            : object(values.path("after"), schema);
    Value.Obj object =
        values.path("recorded_is_before").booleanValue()
            ? before
            : object(values.path("recorded"), schema);
    Set<ValuePath> replace = new LinkedHashSet<>();
    document.path("replace_paths").forEach(path -> replace.add(path(path)));
    JsonNode declaration = document.path("declaration");
    return new ResourceChange(
        address,
        deposed,
        provider,
        constant(Action.class, document.path("action")),
        constant(Reason.class, document.path("reason")),
        before,
        after,
        replace,
        schema,
        new Declaration(
            Set.copyOf(texts(declaration.path("declared"))),
            texts(declaration.path("dependencies")),
            declaration.path("create_before_destroy").booleanValue()),
        object == null || !document.has("recorded")
            ? null
            : recorded(document.path("recorded"), object));
  }

  private static Value.@Nullable Obj object(JsonNode json, Schema schema) throws UnusableException {
    return ValueCodec.read(json, schema.type()) instanceof Value.Obj object ? object : null;
  }

  private static ResourceState recorded(JsonNode document, Value.Obj object)
      throws UnusableException {
    return new ResourceState(
        address(document.path("address").asText()),
        document.path("deposed").asText(),
        document.path("provider").asText(),
        object,
        Set.copyOf(texts(document.path("declared"))),
        constant(ResourceRow.Status.class, document.path("status")),
        document.path("create_before_destroy").booleanValue(),
        texts(document.path("dependencies")));
  }

  private Schema schema(String provider, Address address) throws UnusableException {
    Schema schema = providers.schema(provider, address.mode(), address.type());
    if (schema == null) {
      throw UnusableException.of(
          "No provider here knows the type " + address.type() + " of " + address + ".");
    }
    return schema;
  }

  private static ValuePath path(JsonNode steps) {
    ValuePath path = ValuePath.ROOT;
    for (JsonNode step : steps) {
      path =
          step.isInt()
              ? path.index(step.intValue())
              : step.isObject()
                  ? path.key(step.path("key").asText())
                  : path.attribute(step.asText());
    }
    return path;
  }

  private List<DataReading> data() throws StoreException, UnusableException {
    List<DataReading> data = new ArrayList<>();
    lines(
        Names.DATA,
        document -> {
          Address address = address(document.path("address").asText());
          String provider = document.path("provider").asText();
          Schema schema = schema(provider, address);
          Value.Obj object =
              object(secrecy.open(document.path("object"), address.toString()), schema);
          if (object != null) {
            data.add(new DataReading(address, provider, object, schema));
          }
        });
    return data;
  }

  private Snapshot prior(JsonNode plan) throws StoreException, UnusableException {
    List<ResourceRow> rows = new ArrayList<>();
    List<OutputRow> outputs = new ArrayList<>();
    lines(
        Names.STATE,
        document -> {
          if (document.has("output")) {
            String name = document.path("output").asText();
            outputs.add(
                new OutputRow(
                    name,
                    secrecy.open(document.path("value"), "output " + name).asText(),
                    document.path("sensitive").booleanValue()));
          } else {
            rows.add(row(document));
          }
        });
    String target = plan.path("target").asText();
    return new Snapshot(
        plan.path("workspace").asText(),
        manifest.path("lineage").asText(),
        target.isEmpty() ? null : target,
        manifest.path("revision").longValue(),
        rows,
        outputs,
        List.of());
  }

  private ResourceRow row(JsonNode document) throws StoreException, UnusableException {
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
        constant(ResourceRow.Status.class, document.path("status")),
        document.path("create_before_destroy").booleanValue(),
        texts(document.path("dependencies")),
        document.path("revision").longValue());
  }
}
