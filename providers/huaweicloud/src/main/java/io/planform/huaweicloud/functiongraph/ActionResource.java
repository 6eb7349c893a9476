package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something done once: the API does not show that it was done, so the state is what tells. Doing it
 * again changes nothing.
 */
final class ActionResource extends Resource {
  private static final Set<String> STATUSES = Set.of("ACTIVE", "DISABLED");

  private final String region;
  private final @Nullable Call shown;
  private final @Nullable Call undo;

  /**
   * @param region as the provider block says; empty for the target's
   * @param shown reads what the action was done to; null if nothing does
   * @param undo null if nothing takes it back
   */
  private ActionResource(
      Declaration declaration,
      ApiClient client,
      String region,
      @Nullable Call shown,
      @Nullable Call undo) {
    super(declaration, client);
    this.region = region;
    this.shown = shown;
    this.undo = undo;
  }

  static ActionResource topping(ApiClient client, String region) {
    return new ActionResource(
        ActionDeclaration.TOPPING,
        client,
        region,
        FunctionDeclaration.SHOW,
        ActionDeclaration.UNPIN);
  }

  static ActionResource logs(ApiClient client, String region) {
    return new ActionResource(ActionDeclaration.LOGS, client, region, null, null);
  }

  static ActionResource triggerStatus(ApiClient client, String region) {
    return new ActionResource(
        ActionDeclaration.TRIGGER_STATUS, client, region, TriggerDeclaration.SHOW, null);
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    String urn = text(configuration, "function_urn");
    if (!urn.isEmpty() && FunctionUrn.parse(urn).isEmpty()) {
      diagnostics.add(
          Diagnostic.error("Invalid function URN", "\"" + urn + "\" is none.")
              .at(ValuePath.of("function_urn")));
    }
    String status = text(configuration, "trigger_status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      diagnostics.add(
          Diagnostic.error("Invalid status", "It is ACTIVE or DISABLED.")
              .at(ValuePath.of("trigger_status")));
    }
    return diagnostics;
  }

  /** Empty also where the type has no such attribute. */
  private static String text(Value.Obj object, String name) {
    Value value = object.values().get(name);
    return value == null ? "" : Texts.of(value);
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    return Regions.of(region, client())
        .map(name -> Map.of("region", Value.of(name)))
        .orElse(Map.of());
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    Map<String, String> path = new HashMap<>();
    path.put("urn", text(object, "function_urn"));
    path.put("type", text(object, "trigger_type_code"));
    path.put("id", text(object, "trigger_id"));
    return path;
  }

  /** The trigger's id, else the function's URN, else the region. */
  @Override
  protected Value.Obj identified(Value.Obj planned, JsonNode answer) {
    for (String name : List.of("trigger_id", "function_urn")) {
      String text = text(planned, name);
      if (!text.isEmpty()) {
        return planned.with("id", Value.of(text));
      }
    }
    return planned.with("id", planned.get("region"));
  }

  @Override
  public Read read(Value.Obj known, Calls calls) {
    if (shown == null) {
      return Read.of(known);
    }
    ApiResult result = calls.send(shown, pathOf(known), null);
    return result instanceof Answered ? Read.of(known) : notRead(result);
  }

  /** Nothing shows whether it was done; doing it again is no harm. */
  @Override
  public Lookup lookup(Value.Obj planned, Calls calls) {
    return new Lookup(List.of(), List.of());
  }

  @Override
  public Read importObject(String id, Calls calls) {
    return new Read(
        null,
        List.of(
            Diagnostic.error(
                "Not importable",
                "The API does not show whether this was done; apply it, which changes nothing if it"
                    + " was.")));
  }

  @Override
  public Outcome delete(Value.Obj prior, Calls calls) {
    if (undo == null) {
      return new Outcome.Done(null);
    }
    ApiResult result = calls.send(undo, pathOf(prior), null);
    boolean gone =
        result instanceof Answered
            || (result instanceof Rejected rejected && rejected.isNotFound());
    return gone ? new Outcome.Done(null) : failed(result);
  }

  @Override
  protected @Nullable String blamed(Rejected rejected) {
    return switch (rejected.code()) {
      case "FSS.1051" -> "function_urn";
      case "FSS.1131" -> "trigger_id";
      default -> null;
    };
  }
}
