package io.planform.planner.plan.prior;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.evaluation.CheckResult;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a state says, for those who only look.
 *
 * @param resources managed objects, and what data sources answered at the last apply
 * @param outputs sensitive ones marked
 * @param checks what the last apply found conditions to say
 */
public record RecordedState(
    List<ResourceState> resources, SequencedMap<String, Value> outputs, List<CheckResult> checks) {

  public static RecordedState of(Snapshot snapshot, Providers providers, Diagnostics diagnostics) {
    List<ResourceState> resources = new ArrayList<>();
    for (ResourceRow row : snapshot.resources()) {
      ResourceState read = PriorState.read(row, providers, diagnostics);
      if (read != null) {
        resources.add(read);
      }
    }
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    List<CheckResult> checks = List.of();
    try {
      for (OutputRow row : snapshot.outputs()) {
        outputs.put(row.name(), StateDocument.read(row));
      }
      checks = CheckDocument.read(snapshot.checks());
    } catch (StateDocument.MalformedException e) {
      diagnostics.add(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
    }
    return new RecordedState(resources, outputs, checks);
  }

  /** Whether it says nothing of any object or output. */
  public boolean isEmpty() {
    return resources.isEmpty() && outputs.isEmpty();
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
