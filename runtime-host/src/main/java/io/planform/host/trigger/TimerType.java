package io.planform.host.trigger;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;

/** TIMER triggers. One thread fires them all: {@link TimerScheduler}. */
public final class TimerType implements TriggerType {
  @Override
  public String name() {
    return "TIMER";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_1109;
  }

  @Override
  public TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime) {
    return TimerSettings.parse(eventData);
  }

  @Override
  public boolean canBeDisabled() {
    return true;
  }
}
