package io.planform.host.trigger;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;

/** APIG triggers. */
public final class ApigType implements TriggerType {
  @Override
  public String name() {
    return "APIG";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_1107;
  }

  @Override
  public TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime) {
    return ApigSettings.parse(eventData, target, runtime);
  }

  @Override
  public boolean callsHttpFunctions() {
    return true;
  }
}
