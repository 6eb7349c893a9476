package io.planform.host.trigger;

import io.planform.functiongraph.event.TimerEvent;
import io.planform.host.alias.Targets;
import io.planform.host.async.InvocationQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers: hands their calls to the queue of asynchronous invocations, which takes over one
 * for each time, also if the host is killed before the firing itself is recorded. Times that were
 * missed while the host was down or slow are made up for by one firing.
 */
public final class TimerScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimerScheduler.class);

  /** The wall clock may jump; nothing waits longer than this without looking at it. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** After this the timers of a firing that could not be recorded are due again. */
  private static final Duration RETRY = Duration.ofSeconds(20);

  /** Clocks that are set back by less are being adjusted. */
  private static final Duration SET_BACK = Duration.ofSeconds(10);

  /** Up to this late is on time. */
  private static final Duration ON_TIME = Duration.ofSeconds(1);

  private final Targets targets;
  private final InvocationQueue calls;
  private final InstantSource clock;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Due> timers = new HashMap<>();
  private final SortedSet<Due> queue = new TreeSet<>();
  private @Nullable Thread thread;
  private boolean closed;

  /** What the clock said last. */
  private Instant seen = Instant.MIN.plus(SET_BACK);

  public TimerScheduler(Targets targets, InvocationQueue calls, InstantSource clock) {
    this.targets = targets;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * A timer that is to fire.
   *
   * @param at when it is looked at
   * @param meant the time of its schedule, which is earlier where firing has failed
   */
  private record Due(Instant at, Instant meant, Trigger trigger) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : trigger.id().compareTo(other.trigger.id());
    }

    TimerSettings settings() {
      return (TimerSettings) trigger.settings();
    }
  }

  /** Begins firing. */
  public void start(TriggerCatalogue catalogue) {
    thread = Thread.ofVirtual().name("timers").start(() -> run(catalogue));
  }

  /** Takes up a timer, or another state of one. */
  public void put(Trigger trigger) {
    if (trigger.settings() instanceof TimerSettings settings) {
      lock.lock();
      try {
        forget(trigger.id());
        if (trigger.active()) {
          settings
              .schedule()
              .next(earlier(trigger.firedAt(), clock.instant()))
              .ifPresent(at -> schedule(new Due(at, at, trigger)));
        }
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Fires a timer no more. */
  public void remove(Trigger trigger) {
    lock.lock();
    try {
      forget(trigger.id());
    } finally {
      lock.unlock();
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void forget(String id) {
    Due due = timers.remove(id);
    if (due != null) {
      queue.remove(due);
    }
  }

  private void schedule(Due due) {
    timers.put(due.trigger().id(), due);
    queue.add(due);
  }

  private void run(TriggerCatalogue catalogue) {
    while (awaitDue()) {
      try {
        fireDue(catalogue);
      } catch (RuntimeException e) {
        LOG.error("timers could not fire", e);
      }
    }
  }

  /**
   * Where the clock was set back, timers count from its time now, lest they wait until it is again
   * what it was. A time for which a timer has fired already leads to a call that is known.
   */
  private void lookAtTheClock() {
    Instant now = clock.instant();
    if (now.isBefore(seen.minus(SET_BACK))) {
      for (Due due : List.copyOf(timers.values())) {
        Optional<Instant> next = due.settings().schedule().next(now);
        if (next.isPresent() && next.get().isBefore(due.at())) {
          forget(due.trigger().id());
          schedule(new Due(next.get(), next.get(), due.trigger()));
        }
      }
    }
    seen = now;
  }

  /** False when this is closed. */
  private boolean awaitDue() {
    lock.lock();
    try {
      while (!closed) {
        lookAtTheClock();
        Duration wait =
            queue.isEmpty()
                ? LONGEST_WAIT
                : Duration.between(clock.instant(), queue.getFirst().at());
        if (!wait.isPositive()) {
          return true;
        }
        long nanos = Math.min(wait.toNanos(), LONGEST_WAIT.toNanos());
        boolean unused = changed.await(nanos, TimeUnit.NANOSECONDS);
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Fires all that is due by the clock: one transaction for the calls, one for their times. */
  void fireDue(TriggerCatalogue catalogue) {
    Instant now = clock.instant();
    List<Due> due = takeDue(now);
    if (due.isEmpty()) {
      return;
    }
    Map<Trigger, Instant> times = new HashMap<>();
    List<InvocationQueue.Arrival> arrivals = new ArrayList<>();
    for (Due one : due) {
      Instant time = time(one, now);
      Optional<Targets.Target> target = Delivery.target(targets, one.trigger());
      target.ifPresent(
          called -> {
            times.put(one.trigger(), one.settings().schedule().latest(one.meant(), now));
            arrivals.add(call(one, called, time));
          });
    }
    try {
      calls.acceptAll(arrivals);
      catalogue.fired(times);
    } catch (RuntimeException e) {
      due.forEach(
          one -> replace(one, Optional.of(new Due(now.plus(RETRY), one.meant(), one.trigger()))));
      throw e;
    }
    for (Due one : due) {
      replace(
          one,
          Optional.ofNullable(times.get(one.trigger()))
              .flatMap(one.settings().schedule()::next)
              .map(at -> new Due(at, at, one.trigger())));
    }
  }

  private static Instant time(Due due, Instant now) {
    return Duration.between(due.meant(), now).compareTo(ON_TIME) <= 0 ? due.meant() : now;
  }

  private List<Due> takeDue(Instant now) {
    lock.lock();
    try {
      List<Due> due = new ArrayList<>();
      while (!queue.isEmpty() && !queue.getFirst().at().isAfter(now)) {
        due.add(queue.removeFirst());
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a timer another time, or none; one that was changed meanwhile has its own already. */
  private void replace(Due taken, Optional<Due> next) {
    lock.lock();
    try {
      if (timers.remove(taken.trigger().id(), taken)) {
        next.ifPresent(this::schedule);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The same time gives the same request, which the queue takes over once. */
  private static InvocationQueue.Arrival call(Due due, Targets.Target target, Instant time) {
    Trigger trigger = due.trigger();
    TimerEvent event =
        new TimerEvent(
            time.atOffset(ZoneOffset.UTC), due.settings().name(), due.settings().userEvent());
    return new InvocationQueue.Arrival(
        target,
        trigger.target(),
        Delivery.requestId(trigger, due.meant().toString()),
        event.toJson().toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Fires no more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
