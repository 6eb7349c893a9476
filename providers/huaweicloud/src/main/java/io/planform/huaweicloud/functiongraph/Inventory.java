package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ObjectListing.Found;
import io.planform.spi.provider.ObjectListing.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything of a project. */
final class Inventory {
  private final Calls calls;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Inventory(Calls calls) {
    this.calls = calls;
  }

  Listed functions() {
    Listing listing = new Listing(calls, FunctionDeclaration.LIST, Map.of(), "/functions");
    List<Found> found = new ArrayList<>();
    for (JsonNode function : listing.items()) {
      FunctionUrn.parse(function.path("func_urn").asText())
          .map(urn -> urn.bare().toString())
          .ifPresent(urn -> found.add(new Found(urn, urn, function.path("func_name").asText())));
    }
    diagnostics.addAll(listing.diagnostics());
    return new Listed(found, diagnostics);
  }

  Listed triggers() {
    List<Found> found = new ArrayList<>();
    for (Found function : functions().objects()) {
      JsonNode triggers =
          json(calls.send(TriggerDeclaration.LIST, Map.of("urn", function.id()), null));
      for (JsonNode trigger : triggers) {
        String id = trigger.path("trigger_id").asText();
        String type = trigger.path("trigger_type_code").asText();
        String name = trigger.path("event_data").path("name").asText(type);
        found.add(
            new Found(function.id() + "/" + type + "/" + id, id, function.name() + "_" + name));
      }
    }
    return new Listed(found, diagnostics);
  }

  private JsonNode json(ApiResult result) {
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
