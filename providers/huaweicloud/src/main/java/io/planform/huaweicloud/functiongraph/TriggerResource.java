package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.functiongraph.TriggerDeclaration.FUNCTION_TRIGGERS;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_fgs_function_trigger}: what its declaration cannot say. */
public class TriggerResource extends Resource {
  private static final Set<String> SETTLED = Set.of("ACTIVE", "DISABLED");

  private final String region;
  private final Duration pollInterval;
  private final Inventory inventory;

  /**
   * @param region as the provider block says; empty for the target's
   * @param pollInterval between reads while a status or a deletion settles
   */
  public TriggerResource(
      ApiClient client, String region, Duration pollInterval, Inventory inventory) {
    this(FUNCTION_TRIGGERS, client, region, pollInterval, inventory);
  }

  /** Of a declaration whose calls are those of {@link TriggerDeclaration}. */
  TriggerResource(
      Declaration declaration,
      ApiClient client,
      String region,
      Duration pollInterval,
      Inventory inventory) {
    super(declaration, client);
    this.region = region;
    this.pollInterval = pollInterval;
    this.inventory = inventory;
  }

  final String region() {
    return region;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return TriggerChecks.of(configuration, region);
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    return TriggerChecks.refusals(configuration);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    return Regions.of(region, client())
        .map(name -> Map.of("region", Value.of(name)))
        .orElse(Map.of());
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of(
        "urn", Texts.of(object.get("function_urn")),
        "type", Texts.of(object.get("type")),
        "id", Texts.of(object.get("id")));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    String id = answer.path("trigger_id").asText("");
    return id.isEmpty() ? null : planned.with("id", Value.of(id));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    ApiResult result = calls.send(TriggerDeclaration.SHOW, pathOf(known), null);
    if (!(result instanceof Answered answer)) {
      return notRead(result);
    }
    return answer.json().isObject()
        ? Read.of(state(answer.json(), known))
        : new Read(
            null,
            List.of(Diagnostic.error("Unexpected answer", "A trigger is not a JSON object.")));
  }

  @Override
  public List<Optional<Read>> readAll(List<Value.Obj> known, Calls calls) {
    Map<String, JsonNode> triggers = inventory.wholeTriggers(known.size()).orElse(Map.of());
    return known.stream()
        .map(
            object ->
                Optional.ofNullable(triggers.get(Texts.of(object.get("id"))))
                    .map(shown -> Read.of(state(shown, object))))
        .toList();
  }

  /** The cloud tells the address among the event data, our host beside them. */
  Value.Obj state(JsonNode answer, Value.Obj known) {
    Value.Obj state = live(answer, known);
    JsonNode inside = answer.path("event_data").path("invoke_url");
    return state.get("invoke_url").isNull() && inside.isTextual()
        ? state.with("invoke_url", Value.of(inside.textValue()))
        : state;
  }

  /**
   * A creation does not take a status: where the service's default is another than the declared
   * one, it is changed right after.
   */
  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    if (prior == null) {
      ApiResult shown = calls.send(TriggerDeclaration.SHOW, pathOf(object), null);
      boolean done =
          shown instanceof Answered answer
              && answer
                  .json()
                  .path("trigger_status")
                  .asText()
                  .equals(Texts.of(desired.get("status")));
      if (done || !(shown instanceof Answered)) {
        return shown;
      }
    }
    return super.change(call, object, prior, desired, changed, calls);
  }

  /** The status may take a while to settle. */
  @Override
  protected Outcome finished(Value.Obj object, Value.Obj desired, Calls calls) {
    String wanted = Texts.of(desired.get("status"));
    Read read = read(object, calls);
    while (read.state() != null && !isSettled(read.state(), wanted)) {
      if (!pause(calls)) {
        return new Outcome.Partial(
            read.state(),
            List.of(
                Diagnostic.error(
                        "Trigger not settled",
                        "Its status did not become %s in time."
                            .formatted(wanted.isEmpty() ? "ACTIVE or DISABLED" : wanted))
                    .at(ValuePath.of("status"))));
      }
      read = read(object, calls);
    }
    return new Outcome.Done(read.state() == null ? object : read.state());
  }

  private static boolean isSettled(Value.Obj state, String wanted) {
    String status = Texts.of(state.get("status"));
    return wanted.isEmpty() ? status.isEmpty() || SETTLED.contains(status) : status.equals(wanted);
  }

  /** Whether there is time for another look. */
  private boolean pause(Calls calls) {
    if (!calls.deadline().leaves(pollInterval)) {
      return false;
    }
    try {
      Thread.sleep(pollInterval);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    ApiResult result = calls.send(TriggerDeclaration.DELETE, pathOf(prior), null);
    if (result instanceof Rejected rejected && rejected.isNotFound()) {
      return new Outcome.Done(null);
    }
    if (!(result instanceof Answered)) {
      return failed(result);
    }
    while (true) {
      Read read = read(prior, calls);
      if (read.state() == null) {
        return read.diagnostics().isEmpty()
            ? new Outcome.Done(null)
            : new Outcome.Lost(read.diagnostics());
      }
      if (!pause(calls)) {
        return new Outcome.Lost(
            List.of(
                Diagnostic.error(
                    "Trigger still there", "It was to be deleted and has not gone in time.")));
      }
    }
  }

  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    ApiResult result = calls.send(TriggerDeclaration.LIST, pathOf(planned), null);
    if (!(result instanceof Answered answer)) {
      return new Lookup(List.of(), notRead(result).diagnostics());
    }
    List<Value.Obj> candidates = new ArrayList<>();
    for (JsonNode trigger : answer.json()) {
      if (trigger.path("trigger_type_code").asText().equals(Texts.of(planned.get("type")))
          && isMeant(trigger, planned)) {
        candidates.add(state(trigger, planned));
      }
    }
    return new Lookup(candidates, List.of());
  }

  /**
   * Whether a trigger of the planned type is the planned one: by the name in the event data, or by
   * all of them where they have no name.
   */
  boolean isMeant(JsonNode trigger, Value.Obj planned) {
    JsonNode declared = JsonMeaning.parse(Texts.of(planned.get("event_data")));
    JsonNode data = trigger.path("event_data");
    return declared.path("name").isTextual()
        ? data.path("name").equals(declared.path("name"))
        : JsonMeaning.includes(data, declared);
  }

  /** {@code <function urn>/<type>/<trigger id>}. */
  @Override
  public Read importObject(String id, Calls calls) {
    String[] parts = id.split("/", 3);
    if (parts.length != 3) {
      return new Read(
          null,
          List.of(
              Diagnostic.error("Invalid trigger id", "\"" + id + "\" does not name a trigger.")
                  .withHint("<function urn>/<type>/<trigger id>")));
    }
    Value.Obj named =
        withForeseen(
            nothing()
                .with("function_urn", Value.of(parts[0]))
                .with("type", Value.of(parts[1]))
                .with("id", Value.of(parts[2])));
    return imported(read(named, calls), "trigger", id);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return TriggerChecks.BLAMED.get(rejected.code());
  }
}
