package io.planform.host.notification;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.bucket.NotificationRights;
import io.planform.host.bucket.store.ObjectEvents;
import io.planform.host.iam.Account;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.SourceType;
import io.planform.host.trigger.Trigger;
import io.planform.host.trigger.TriggerChanges;
import io.planform.host.trigger.TriggerSettings;
import io.planform.host.trigger.TriggerSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * OBS triggers. What happens to objects from the moment when a trigger is made is noted with it,
 * and handed over from there.
 */
public final class ObsType implements SourceType, TriggerChanges {
  private final ObjectEvents events;
  private final NotificationRights rights;
  private final Account account;

  /** Has a permit when something was noted, by the trigger's id. */
  private final Map<String, Semaphore> noted = new ConcurrentHashMap<>();

  public ObsType(ObjectEvents events, NotificationRights rights, Account account) {
    this.events = events;
    this.rights = rights;
    this.account = account;
  }

  @Override
  public String name() {
    return "OBS";
  }

  @Override
  public FgsError invalid() {
    return FgsError.FSS_1106;
  }

  @Override
  public TriggerSettings parse(EventData eventData, FunctionUrn target, String runtime) {
    return ObsSettings.parse(eventData);
  }

  @Override
  public void check(TriggerSettings settings) {
    rights.check(((ObsSettings) settings).bucket());
  }

  /** Before the call that makes or changes a trigger is answered. */
  @Override
  public void changed(Trigger current) {
    if (current.settings() instanceof ObsSettings settings) {
      Semaphore signal = signal(current);
      events.watch(
          new ObjectEvents.Watch(
              current.id(),
              settings.bucket(),
              settings.kinds(),
              settings.prefix(),
              settings.suffix(),
              signal::release));
    }
  }

  @Override
  public void deleted(Trigger last) {
    if (last.settings() instanceof ObsSettings) {
      events.forget(last.id());
      noted.remove(last.id());
    }
  }

  private Semaphore signal(Trigger trigger) {
    return noted.computeIfAbsent(trigger.id(), _ -> new Semaphore(0));
  }

  @Override
  public TriggerSource open(Trigger trigger, Delivery delivery) {
    ObsEvent form =
        new ObsEvent(account.credentials().region(), account.id(), trigger.settings().name());
    return new ObsSource(trigger.id(), events, signal(trigger), form, delivery);
  }
}
