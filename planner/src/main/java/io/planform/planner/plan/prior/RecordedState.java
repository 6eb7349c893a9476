package io.planform.planner.plan.prior;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.store.state.OutputRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a state says, for those who only look.
 *
 * @param outputs sensitive ones marked
 */
public record RecordedState(List<ResourceState> resources, SequencedMap<String, Value> outputs) {

  public static RecordedState of(Snapshot snapshot, Providers providers, Diagnostics diagnostics) {
    PriorState prior = PriorState.of(snapshot, providers, diagnostics);
    List<ResourceState> resources = new ArrayList<>();
    for (NodeKey block : prior.blocks()) {
      resources.addAll(prior.block(block));
    }
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    for (OutputRow row : snapshot.outputs()) {
      try {
        outputs.put(row.name(), StateDocument.read(row));
      } catch (StateDocument.MalformedException e) {
        diagnostics.add(
            Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      }
    }
    return new RecordedState(resources, outputs);
  }

  /** Sensitive ones in clear: {@code {"name": {"sensitive", "type", "value"}}}. */
  public ObjectNode outputsJson() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    outputs.forEach(
        (name, value) -> {
          Value bare = value.revealed();
          ObjectNode output = document.putObject(name);
          output.put("sensitive", value.containsSensitive());
          output.set("type", TypedJson.write(bare.type()));
          output.set("value", TypedJson.write(bare, bare.type()));
        });
    return document;
  }

  /** A value as JSON; sensitive ones in clear. */
  public static JsonNode json(Value value) {
    Value bare = value.revealed();
    return TypedJson.write(bare, bare.type());
  }
}
