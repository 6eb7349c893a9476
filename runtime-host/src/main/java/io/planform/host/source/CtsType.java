package io.planform.host.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.audit.AuditLog;
import io.planform.host.broker.Positions;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.HashSet;
import java.util.Set;

/** CTS triggers: operations that the audit trail records call a function. */
public final class CtsType implements SourceType {
  private final AuditLog trail;
  private final Positions positions;
  private final String project;

  public CtsType(AuditLog trail, Positions positions, String project) {
    this.trail = trail;
    this.positions = positions;
    this.project = project;
  }

  /** Which operations. */
  record Settings(String name, Set<TracedOperation> operations) implements TriggerSettings {
    @Override
    public void refuseBeside(TriggerSettings other) {
      if (other.name().equals(name)) {
        throw new ApiException(FgsError.FSS_0409, "It has a CTS trigger %s.".formatted(name));
      }
    }

    boolean takes(JsonNode trace) {
      return operations.contains(TracedOperation.of(trace));
    }
  }

  @Override
  public String name() {
    return "CTS";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_0400;
  }

  @Override
  public TriggerSettings parse(EventData data, FunctionUrn target, String runtime) {
    data.refuseOthersThan(Set.of("name", "operations"));
    JsonNode operations = data.fields().path("operations");
    if (!operations.isArray() || operations.isEmpty()) {
      throw data.refused(
          "event_data.operations is a list of operations like FunctionGraph:Functions:createFunction.");
    }
    Set<TracedOperation> parsed = new HashSet<>();
    for (JsonNode each : operations) {
      parsed.add(
          TracedOperation.parse(each.asText())
              .orElseThrow(
                  () ->
                      data.refused(
                          "event_data.operations has \"%s\"; an operation is service:resource type:trace name, like FunctionGraph:Functions:createFunction."
                              .formatted(each.asText()))));
    }
    return new Settings(data.name(), Set.copyOf(parsed));
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) {
    return new CtsSource(trigger, trail, positions, delivery, project);
  }
}
