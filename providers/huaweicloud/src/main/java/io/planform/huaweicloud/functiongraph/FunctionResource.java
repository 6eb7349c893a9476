package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.functiongraph.FunctionDeclaration.FUNCTIONS;
import static io.planform.huaweicloud.functiongraph.FunctionDeclaration.RESERVE;
import static io.planform.huaweicloud.functiongraph.FunctionDeclaration.TAGS;
import static io.planform.huaweicloud.functiongraph.FunctionDeclaration.VERSIONS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_fgs_function}: what its declaration cannot say. */
public final class FunctionResource extends Resource {
  private static final String RESERVED = "reserved_instances";
  private static final Set<String> UPLOADED = Set.of("inline", "zip", "jar");

  private final Defaults defaults;
  private final Inventory inventory;

  public FunctionResource(ApiClient client, Defaults defaults, Inventory inventory) {
    super(FUNCTIONS, client);
    this.defaults = defaults;
    this.inventory = inventory;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return FunctionChecks.of(configuration, defaults.region());
  }

  /** The local host freezes no instances. */
  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    boolean frozen =
        ReservationBlock.of(configuration.get(RESERVED)).stream()
            .anyMatch(block -> block.settings().path("idle_mode").asBoolean());
    return frozen && client().target() instanceof LocalHost
        ? List.of(
            Diagnostic.error(
                    "Not supported yet",
                    "The local runtime host does not freeze reserved instances (idle_mode).")
                .at(ValuePath.of(RESERVED)))
        : List.of();
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new HashMap<>();
    foreseen.put("version", Value.of(FunctionUrn.LATEST));
    region().ifPresent(name -> foreseen.put("region", Value.of(name)));
    if (!defaults.enterpriseProject().isEmpty()) {
      foreseen.put("enterprise_project_id", Value.of(defaults.enterpriseProject()));
    }
    urn(configuration)
        .ifPresent(
            urn -> {
              foreseen.put("urn", Value.of(urn.toString()));
              foreseen.put("id", Value.of(urn.toString()));
            });
    return foreseen;
  }

  private Optional<String> region() {
    return Regions.of(defaults.region(), client());
  }

  /** URNs follow from names. */
  private Optional<FunctionUrn> urn(Value.Obj configuration) {
    Value app = configuration.get("app");
    String packageName = Texts.of(app.isNull() ? configuration.get("package") : app);
    String name = Texts.of(configuration.get("name"));
    if (packageName.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return client()
        .target()
        .credentials()
        .map(
            caller ->
                new FunctionUrn(caller.region(), caller.projectId(), packageName, name, null));
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return path(object);
  }

  private static Map<String, String> path(Value.Obj object) {
    return Map.of("urn", Texts.of(object.get("urn")));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    Optional<FunctionUrn> told = FunctionUrn.parse(answer.path("func_urn").asText());
    if (told.isEmpty()) {
      return null;
    }
    Value urn = Value.of(told.get().bare().toString());
    return planned.with("urn", urn).with("id", urn);
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    return read(
        known,
        calls,
        !known.get("versions").parts().isEmpty(),
        !known.get(RESERVED).parts().isEmpty());
  }

  @Override
  public List<Optional<Read>> readAll(List<Value.Obj> known, Calls calls) {
    Map<String, JsonNode> functions = inventory.wholeFunctions(known.size()).orElse(Map.of());
    return known.stream()
        .map(
            object ->
                Optional.ofNullable(functions.get(Texts.of(object.get("urn"))))
                    .filter(shown -> isWhole(shown, object))
                    .map(shown -> Read.of(state(shown, object))))
        .toList();
  }

  /** Versions, reserved instances and the names of log streams are told by other calls. */
  private static boolean isWhole(JsonNode shown, Value.Obj known) {
    return known.get("versions").parts().isEmpty()
        && known.get(RESERVED).parts().isEmpty()
        && shown.path("log_group_id").asText("").isEmpty();
  }

  private Value.Obj state(JsonNode shown, Value.Obj known) {
    return withOneName(withCode(live(shown, known), shown), known);
  }

  /**
   * @param withVersions whether versions are read: who declares none does not manage any
   * @param withReserved the same of reserved instances
   */
  private Read read(Value.Obj known, Calls calls, boolean withVersions, boolean withReserved) {
    ApiResult result = calls.send(FunctionDeclaration.SHOW, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    if (!(answer.json() instanceof ObjectNode shown)) {
      return new Read(
          null,
          List.of(
              Diagnostic.error(
                  "Unexpected answer", "The configuration of a function is not a JSON object.")));
    }
    addLogs(shown, known, calls);
    if (withVersions) {
      ApiResult versions =
          versionCalls(known, calls).readInto(shown, VersionBlock.of(known.get("versions")));
      if (!(versions instanceof Answered)) {
        return notRead(versions);
      }
    }
    if (withReserved) {
      ApiResult reserved = reservationCalls(known, calls).readInto(shown);
      if (!(reserved instanceof Answered)) {
        return notRead(reserved);
      }
    }
    return Read.of(state(shown, known));
  }

  private VersionCalls versionCalls(Value.Obj function, Calls calls) {
    return new VersionCalls(Texts.of(function.get("urn")), calls);
  }

  private static ReservationCalls reservationCalls(Value.Obj function, Calls calls) {
    return new ReservationCalls(Texts.of(function.get("urn")), calls);
  }

  @Override
  protected List<Diagnostic> objections(Value.@Nullable Obj prior, Value.Obj planned) {
    Value.Obj before = prior == null ? nothing() : prior;
    List<Diagnostic> objections =
        new ArrayList<>(
            VersionChecks.objections(
                VersionBlock.of(before.get("versions")), planned.get("versions")));
    objections.addAll(
        ReservationChecks.expired(before.get(RESERVED), planned.get(RESERVED), Instant.now()));
    return objections;
  }

  @Override
  protected boolean isSeveral(Call call) {
    return call.equals(VERSIONS) || call.equals(TAGS) || call.equals(RESERVE);
  }

  /** Versions and reserved instances from before the failure are not to be forgotten. */
  @Override
  protected Value.Obj partly(Value.Obj prior, Value.Obj planned) {
    Value.Obj known = prior;
    for (String name : List.of("versions", RESERVED)) {
      if (prior.get(name).parts().isEmpty()) {
        known = known.with(name, planned.get(name));
      }
    }
    return known;
  }

  /** Names of the log group and stream are told by another call, whose errors do not matter. */
  private void addLogs(ObjectNode shown, Value.Obj known, Calls calls) {
    if (shown.path("log_group_id").asText("").isEmpty()) {
      return;
    }
    ApiResult result = calls.send(FunctionDeclaration.SHOW_LOGS, pathOf(known), null);
    if (result instanceof Answered answer && answer.json() instanceof ObjectNode logs) {
      shown.set("log_config", logs);
    }
  }

  /** Our host tells the digest of exactly the bytes it was sent. */
  private Value.Obj withCode(Value.Obj state, JsonNode shown) {
    String digest = shown.path("digest").asText("");
    boolean packed = Set.of("zip", "jar").contains(shown.path("code_type").asText());
    return client().target() instanceof LocalHost && packed && !digest.isEmpty()
        ? state.with("func_code", Value.of("sha512:" + digest))
        : state;
  }

  /** Two arguments name the group, and two the agency: the one the user knows gets the value. */
  private static Value.Obj withOneName(Value.Obj state, Value.Obj known) {
    return withOneName(withOneName(state, known, "app", "package"), known, "agency", "xrole");
  }

  private static Value.Obj withOneName(
      Value.Obj state, Value.Obj known, String name, String oldName) {
    boolean usesOld = !known.get(oldName).isNull() && known.get(name).isNull();
    String unused = usesOld ? name : oldName;
    return state.with(unused, new Value.Null(Type.STRING));
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    if (call.equals(VERSIONS)) {
      return VersionChanges.make(
          prior == null ? new LinkedHashMap<>() : VersionBlock.of(prior.get("versions")),
          VersionBlock.of(desired.get("versions")),
          versionCalls(object, calls));
    }
    if (call.equals(RESERVE)) {
      return reservationCalls(object, calls)
          .make(
              prior == null ? List.of() : ReservationBlock.of(prior.get(RESERVED)),
              ReservationBlock.of(desired.get(RESERVED)));
    }
    return call.equals(TAGS)
        ? changeTags(object, prior, desired, calls)
        : super.change(call, object, prior, desired, changed, calls);
  }

  /** They are added and removed one by one. */
  private static ApiResult changeTags(
      Value.Obj object, Value.@Nullable Obj prior, Value.Obj desired, Calls calls) {
    Map<String, String> wanted = Texts.map(desired.get("tags"));
    Map<String, String> gone =
        new HashMap<>(prior == null ? Map.of() : Texts.map(prior.get("tags")));
    gone.keySet().removeAll(wanted.keySet());
    if (!gone.isEmpty()) {
      ApiResult result = calls.send(FunctionDeclaration.UNTAG, path(object), tags("delete", gone));
      if (!(result instanceof Answered) || wanted.isEmpty()) {
        return result;
      }
    }
    return calls.send(TAGS, path(object), tags("create", wanted));
  }

  private static JsonNode tags(String action, Map<String, String> tags) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("action", action);
    ArrayNode array = body.putArray("tags");
    tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> array.addObject().put("key", tag.getKey()).put("value", tag.getValue()));
    return body;
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    Read read = read(planned, calls);
    return new Lookup(read.state() == null ? List.of() : List.of(read.state()), read.diagnostics());
  }

  @Override
  public Read importObject(String id, Calls calls) {
    Optional<Credentials> caller = client().target().credentials();
    Optional<FunctionUrn> urn =
        caller.isEmpty()
            ? FunctionUrn.parse(id)
            : FunctionUrn.parse(id, caller.get().region(), caller.get().projectId());
    if (urn.isEmpty()) {
      return new Read(
          null,
          List.of(
              Diagnostic.error("Invalid function id", "\"" + id + "\" is not a function URN.")
                  .withHint("urn:fss:<region>:<project>:function:<app>:<name>")));
    }
    Value text = Value.of(urn.get().bare().toString());
    Value.Obj named = nothing().with("urn", text).with("id", text);
    Read read =
        read(
            region().map(name -> named.with("region", Value.of(name))).orElse(named),
            calls,
            true,
            true);
    return read.state() == null
        ? imported(read, "function", id)
        : withTags(withCode(read, calls), calls);
  }

  /** What is known of an object keeps its tags; of one that is adopted nothing is known. */
  private static Read withTags(Read read, Calls calls) {
    Value.Obj state = read.state();
    if (state == null
        || !(calls.send(FunctionDeclaration.SHOW_TAGS, path(state), null)
            instanceof Answered answer)) {
      return read;
    }
    SequencedMap<String, Value> tags = new LinkedHashMap<>();
    for (JsonNode tag : answer.json().path("tags")) {
      tags.put(tag.path("key").asText(), Value.of(tag.path("value").asText()));
    }
    return tags.isEmpty()
        ? read
        : new Read(state.with("tags", new Value.MapOf(Type.STRING, tags)), read.diagnostics());
  }

  /** Where the answer does not tell the code by its digest, the code itself does. */
  private static Read withCode(Read read, Calls calls) {
    Value.Obj state = read.state();
    if (state == null
        || !state.get("func_code").isNull()
        || !UPLOADED.contains(Texts.of(state.get("code_type")))) {
      return read;
    }
    byte[] code = FunctionPackages.content(Texts.of(state.get("urn")), calls);
    return code == null
        ? read
        : new Read(
            state.with(
                "func_code",
                Encodings.CODE.kept(Value.of(Base64.getEncoder().encodeToString(code)))),
            read.diagnostics());
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(FunctionDeclaration.DELETE, pathOf(prior), null);
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return FunctionChecks.BLAMED.get(rejected.code());
  }
}
