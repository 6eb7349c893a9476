package io.planform.host;

import io.planform.host.gateway.ApiRoutes;
import io.planform.host.trigger.TimerScheduler;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerChanges;

/** Changes of triggers reach what fires them. */
record TriggerReactions(TimerScheduler timers, ApiRoutes routes) implements TriggerChanges {

  @Override
  public void changed(Trigger current) {
    timers.put(current);
    routes.put(current);
  }

  @Override
  public void deleted(Trigger last) {
    timers.remove(last);
    routes.remove(last);
  }
}
