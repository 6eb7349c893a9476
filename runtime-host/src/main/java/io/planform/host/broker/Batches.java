package io.planform.host.broker;

import io.planform.host.trigger.Delivery;
import java.util.ArrayList;
import java.util.List;

/** Cuts messages, in their order, into events: as many as a batch has and an event may hold. */
public final class Batches {
  private Batches() {}

  /** How events of one source look. */
  public interface Form<T> {
    /**
     * Tells the batch from all others of the source; the same when the same messages come again.
     */
    String identity(List<T> batch);

    /** JSON text. */
    byte[] payload(List<T> batch);

    /** A message fits no event, even alone. */
    void tooLarge(T message, int bytes);
  }

  public static <T> List<Delivery.Event> cut(Iterable<T> messages, int batchSize, Form<T> form) {
    List<Delivery.Event> events = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    for (T message : messages) {
      batch.add(message);
      if (batch.size() == batchSize) {
        write(batch, form, events);
        batch = new ArrayList<>();
      }
    }
    if (!batch.isEmpty()) {
      write(batch, form, events);
    }
    return events;
  }

  private static <T> void write(List<T> batch, Form<T> form, List<Delivery.Event> events) {
    byte[] payload = form.payload(batch);
    int size = batch.size();
    if (payload.length <= Delivery.LARGEST_EVENT) {
      events.add(new Delivery.Event(form.identity(batch), payload));
    } else if (size > 1) {
      write(batch.subList(0, size / 2), form, events);
      write(batch.subList(size / 2, size), form, events);
    } else {
      form.tooLarge(batch.getFirst(), payload.length);
    }
  }
}
