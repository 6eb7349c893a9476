package io.planform.host.notification;

import io.planform.host.bucket.store.ObjectEvent;
import io.planform.host.bucket.store.ObjectEvents;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.Delivery;
import io.planform.host.trigger.SourceException;
import io.planform.host.trigger.TriggerSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Hands over what was noted for one trigger, in its order.
 *
 * @param noted has a permit when there may be something new
 */
record ObsSource(
    String trigger, ObjectEvents events, Semaphore noted, ObsEvent form, Delivery delivery)
    implements TriggerSource {
  private static final int AT_ONCE = 64;

  @Override
  public void run() throws SourceException, InterruptedException {
    while (true) {
      noted.drainPermits();
      try {
        handOver();
      } catch (ApiException e) {
        throw new SourceException("What happened to objects cannot be read: " + e.getMessage(), e);
      }
      noted.acquire();
    }
  }

  private void handOver() throws SourceException, InterruptedException {
    for (List<ObjectEvent> next = events.next(trigger, AT_ONCE);
        !next.isEmpty();
        next = events.next(trigger, AT_ONCE)) {
      delivery.deliver(
          next.stream()
              .map(each -> new Delivery.Event(Long.toString(each.id()), form.payload(each)))
              .toList());
      events.taken(trigger, next.getLast());
    }
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
