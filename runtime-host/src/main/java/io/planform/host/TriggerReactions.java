package io.planform.host;

import io.planform.host.api.ServedApi;
import io.planform.host.gateway.ApiRoutes;
import io.planform.host.notification.ObsType;
import io.planform.host.shard.DisType;
import io.planform.host.source.EventGridType;
import io.planform.host.trigger.ApigSettings;
import io.planform.host.trigger.TimerScheduler;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerChanges;
import io.planform.host.trigger.TriggerSources;

/** Changes of triggers reach what fires them. */
record TriggerReactions(
    TriggerSources sources,
    TimerScheduler timers,
    ApiRoutes routes,
    ObsType objects,
    DisType streams,
    EventGridType events)
    implements TriggerChanges {

  @Override
  public void changed(Trigger current) {
    objects.changed(current);
    streams.changed(current);
    events.changed(current);
    sources.changed(current);
    timers.put(current);
    if (current.settings() instanceof ApigSettings(_, _, _, ServedApi api)) {
      routes.served(api.identified(current.id(), current.targetId()));
    }
  }

  @Override
  public void deleted(Trigger last) {
    sources.deleted(last);
    objects.deleted(last);
    streams.deleted(last);
    events.deleted(last);
    timers.remove(last);
    if (last.settings() instanceof ApigSettings(_, _, _, ServedApi api)) {
      routes.withdrawn(last.id(), api.environment().id());
    }
  }
}
