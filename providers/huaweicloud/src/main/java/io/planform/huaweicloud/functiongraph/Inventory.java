package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ObjectListing.Found;
import io.planform.spi.provider.ObjectListing.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything of a project. Our host lists whole configurations, and the triggers of all functions;
 * a cloud lists functions without what only their configurations tell, and triggers function by
 * function. What one walk found, a session does not ask for again.
 */
public final class Inventory {
  /** What a page costs in calls for one object. */
  private static final int SINGLE_READS = 10;

  private final ApiClient client;
  private final Map<String, Listed> walked = new ConcurrentHashMap<>();

  public Inventory(ApiClient client) {
    this.client = client;
  }

  /** All functions, or the triggers of all functions. */
  public Listed list(String type) {
    Listed before = walked.get(type);
    return before != null
        ? before
        : type.equals(FunctionDeclaration.FUNCTIONS.type()) ? functions() : triggers();
  }

  /**
   * All functions with their configurations, by URN.
   *
   * @param wanted how many of them are of interest
   * @return nothing where this target does not tell them, where single reads take less, or after a
   *     failure
   */
  Optional<Map<String, JsonNode>> wholeFunctions(int wanted) {
    return walk(FunctionDeclaration.LIST, "/functions", wanted)
        .filter(items -> items.stream().allMatch(item -> item.has("ephemeral_storage")))
        .map(
            items -> {
              walked.put(FunctionDeclaration.FUNCTIONS.type(), new Listed(found(items), List.of()));
              SequencedMap<String, JsonNode> functions = new LinkedHashMap<>();
              items.forEach(item -> urn(item).ifPresent(urn -> functions.put(urn, item)));
              return functions;
            });
  }

  /** All triggers by their ids, as {@link #wholeFunctions} tells functions. */
  Optional<Map<String, JsonNode>> wholeTriggers(int wanted) {
    return walk(TriggerDeclaration.LIST_ALL, "/triggers", wanted)
        .map(
            items -> {
              List<Found> found = new ArrayList<>();
              SequencedMap<String, JsonNode> triggers = new LinkedHashMap<>();
              for (JsonNode item : items) {
                triggers.put(item.path("trigger_id").asText(), item);
                owner(item).ifPresent(owner -> found.add(found(owner, item)));
              }
              walked.put(TriggerDeclaration.FUNCTION_TRIGGERS.type(), new Listed(found, List.of()));
              return triggers;
            });
  }

  private Optional<List<JsonNode>> walk(Call call, String array, int wanted) {
    return client.target() instanceof LocalHost
        ? new Listing(Calls.reading(client), call, Map.of(), array)
            .with("whole", "true")
            .items(wanted / SINGLE_READS)
        : Optional.empty();
  }

  private Listed functions() {
    Listing listing =
        new Listing(Calls.reading(client), FunctionDeclaration.LIST, Map.of(), "/functions");
    List<Found> found = found(listing.items());
    return new Listed(found, listing.diagnostics());
  }

  private static List<Found> found(List<JsonNode> functions) {
    List<Found> found = new ArrayList<>();
    for (JsonNode function : functions) {
      urn(function)
          .ifPresent(urn -> found.add(new Found(urn, urn, function.path("func_name").asText())));
    }
    return found;
  }

  private static Optional<String> urn(JsonNode function) {
    return FunctionUrn.parse(function.path("func_urn").asText()).map(urn -> urn.bare().toString());
  }

  private Listed triggers() {
    boolean told = wholeTriggers(Integer.MAX_VALUE).isPresent();
    return told ? list(TriggerDeclaration.FUNCTION_TRIGGERS.type()) : triggersOfFunctions();
  }

  private Listed triggersOfFunctions() {
    Listed functions = list(FunctionDeclaration.FUNCTIONS.type());
    List<Found> found = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>(functions.diagnostics());
    Calls calls = Calls.reading(client);
    for (Found function : functions.objects()) {
      ApiResult result = calls.send(TriggerDeclaration.LIST, Map.of("urn", function.id()), null);
      for (JsonNode trigger : json(result, diagnostics)) {
        found.add(found(function, trigger));
      }
    }
    return new Listed(found, diagnostics);
  }

  private static Optional<Found> owner(JsonNode trigger) {
    return FunctionUrn.parse(trigger.path("func_urn").asText())
        .filter(urn -> FunctionUrn.LATEST.equals(urn.qualifier()))
        .map(FunctionUrn::bare)
        .map(urn -> new Found(urn.toString(), urn.toString(), urn.name()));
  }

  private static Found found(Found function, JsonNode trigger) {
    String id = trigger.path("trigger_id").asText();
    String type = trigger.path("trigger_type_code").asText();
    String name = trigger.path("event_data").path("name").asText(type);
    return new Found(function.id() + "/" + type + "/" + id, id, function.name() + "_" + name);
  }

  private static JsonNode json(ApiResult result, List<Diagnostic> diagnostics) {
    switch (result) {
      case Answered answer -> {
        return answer.json();
      }
      case Rejected rejected -> diagnostics.add(rejected.diagnostic());
      case Unreached(Diagnostic diagnostic) -> diagnostics.add(diagnostic);
      case Lost(Diagnostic diagnostic, _) -> diagnostics.add(diagnostic);
    }
    return MissingNode.getInstance();
  }
}
