package io.planform.host.trigger;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;

/**
 * Triggers of API Gateway.
 *
 * @param shared whether the gateway is no instance
 */
public record ApigType(String name, FgsError invalid, boolean shared) implements TriggerType {
  public static final ApigType SHARED = new ApigType("APIG", FgsError.FSS_1107, true);
  public static final ApigType DEDICATED =
      new ApigType("DEDICATEDGATEWAY", FgsError.FSS_1417, false);

  /** Of ROMA Connect, whose gateway is the same. */
  public static final ApigType APIC = new ApigType("APIC", FgsError.FSS_1107, false);

  @Override
  public TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime) {
    return ApigSettings.parse(eventData, target, runtime, shared);
  }

  @Override
  public boolean callsHttpFunctions() {
    return true;
  }
}
