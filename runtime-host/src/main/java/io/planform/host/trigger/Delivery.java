package io.planform.host.trigger;

import io.planform.host.alias.Targets;
import io.planform.host.async.InvocationQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands a trigger's events over to its function, as asynchronous invocations. What was handed over
 * runs at least once, also if the host is killed in the next moment.
 */
public final class Delivery {
  /** Bytes of an event, as of every asynchronous invocation. */
  public static final int LARGEST_EVENT = 256 * 1024;

  /** So many wait for a function before its sources pause. */
  private static final int LONGEST_QUEUE = 1000;

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final Trigger trigger;
  private final Targets targets;
  private final InvocationQueue queue;
  private final SourceCounts counts;

  Delivery(Trigger trigger, Targets targets, InvocationQueue queue, SourceCounts counts) {
    this.trigger = trigger;
    this.targets = targets;
    this.queue = queue;
    this.counts = counts;
  }

  /**
   * An event for the function.
   *
   * @param identity tells it from all others of the trigger's source, and is the same when the
   *     source gives it again: a partition and an offset, a message's id
   * @param payload JSON text of at most {@link #LARGEST_EVENT} bytes
   */
  public record Event(String identity, byte[] payload) {}

  /** As {@link #deliver(List)}, for one. */
  public void deliver(String identity, byte[] payload)
      throws SourceException, InterruptedException {
    deliver(List.of(new Event(identity, payload)));
  }

  /**
   * Hands events over, in their order, and returns when all are durable. Waits while many wait for
   * the function. One that was handed over in the last seven days is not handed over again.
   *
   * @throws SourceException where they cannot be stored, or the function is gone
   */
  public void deliver(List<Event> events) throws SourceException, InterruptedException {
    awaitRoom();
    deliverNow(events);
  }

  /** Whether so few wait for the function that it may get more. */
  public boolean hasRoom() {
    return !queue.isLong(trigger.functionId(), LONGEST_QUEUE);
  }

  /** As {@link #deliver(List)}, of a source that cannot wait and asks for room by itself. */
  public void deliverNow(List<Event> events) throws SourceException {
    Targets.Target target =
        target(targets, trigger)
            .orElseThrow(
                () -> new SourceException("There is no %s any more.".formatted(trigger.target())));
    List<InvocationQueue.Arrival> arrivals =
        events.stream()
            .map(
                event ->
                    new InvocationQueue.Arrival(
                        target,
                        trigger.target(),
                        requestId(trigger, event.identity()),
                        event.payload()))
            .toList();
    try {
      queue.acceptAll(arrivals);
    } catch (RuntimeException e) {
      throw new SourceException("The event cannot be stored: " + e.getMessage(), e);
    }
    counts.delivered(events.size());
  }

  /** Whether an event was handed over, and the invocation that it led to has not ended. */
  public boolean isInProgress(String identity) {
    return queue.isActive(trigger.functionId(), requestId(trigger, identity));
  }

  /** Tells users of an event that no function gets: it is too large, or unreadable. */
  public void discard(String reason) {
    counts.discarded(reason);
  }

  /** What a trigger calls now; empty after it was deleted, also where another one has its name. */
  static Optional<Targets.Target> target(Targets targets, Trigger trigger) {
    return targets
        .find(trigger.target(), Map.of())
        .filter(found -> found.id().equals(trigger.targetId()));
  }

  /** The id of the invocation that an event leads to. */
  static String requestId(Trigger trigger, String identity) {
    return UUID.nameUUIDFromBytes((trigger.id() + '\n' + identity).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private void awaitRoom() throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (!hasRoom()) {
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }
}
