package io.planform.host.trigger;

import io.planform.functiongraph.event.TimerEvent;
import io.planform.host.alias.Targets;
import io.planform.host.dispatch.Invocation;
import io.planform.host.invocation.Invocations;
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
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers. That a timer fires is durable before the function is called, so that it never fires
 * twice for one time, also across a restart; a call that a crash cut off is not repeated. Times
 * that were missed while the host was down or slow are made up for by one firing.
 */
public final class TimerScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimerScheduler.class);

  /** The wall clock may jump; nothing waits longer than this without looking at it. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** After this the timers of a firing that could not be recorded are due again. */
  private static final Duration RETRY = Duration.ofSeconds(20);

  /** Up to this late is on time: fixed rates then count from the time meant, and do not drift. */
  private static final Duration ON_TIME = Duration.ofSeconds(1);

  private final Targets targets;
  private final Invocations invocations;
  private final InstantSource clock;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Due> timers = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private @Nullable Thread thread;
  private boolean closed;

  public TimerScheduler(Targets targets, Invocations invocations, InstantSource clock) {
    this.targets = targets;
    this.invocations = invocations;
    this.clock = clock;
  }

  private record Due(Instant at, Trigger trigger) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at.compareTo(other.at);
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
        timers.remove(trigger.id());
        if (trigger.active()) {
          schedule(trigger, settings.schedule().next(trigger.firedAt()));
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
      timers.remove(trigger.id());
    } finally {
      lock.unlock();
    }
  }

  private void schedule(Trigger trigger, Optional<Instant> next) {
    next.ifPresent(
        at -> {
          Due due = new Due(at, trigger);
          timers.put(trigger.id(), due);
          queue.add(due);
        });
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

  /** False when this is closed. */
  private boolean awaitDue() {
    lock.lock();
    try {
      while (!closed) {
        Due first = queue.peek();
        Duration wait =
            first == null ? LONGEST_WAIT : Duration.between(clock.instant(), first.at());
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

  /** Fires all that is due by the clock: one transaction, then a call for each. */
  void fireDue(TriggerCatalogue catalogue) {
    Instant now = clock.instant();
    List<Due> due = takeDue(now);
    if (due.isEmpty()) {
      return;
    }
    Map<String, Instant> times = new HashMap<>();
    due.forEach(one -> times.put(one.trigger().id(), time(one, now)));
    Set<String> fired;
    try {
      fired =
          catalogue.fired(
              due.stream().map(Due::trigger).toList(),
              trigger -> times.getOrDefault(trigger.id(), now));
    } catch (RuntimeException e) {
      due.forEach(one -> replace(one, Optional.of(now.plus(RETRY))));
      throw e;
    }
    for (Due one : due) {
      if (fired.contains(one.trigger().id())) {
        Instant at = times.getOrDefault(one.trigger().id(), now);
        replace(one, one.settings().schedule().next(at));
        Thread unused =
            Thread.ofVirtual().name("timer " + one.trigger().id()).start(() -> call(one, at));
      } else {
        replace(one, Optional.empty());
      }
    }
  }

  private static Instant time(Due due, Instant now) {
    return Duration.between(due.at(), now).compareTo(ON_TIME) <= 0 ? due.at() : now;
  }

  /** Those that are due and still current. */
  private List<Due> takeDue(Instant now) {
    lock.lock();
    try {
      List<Due> due = new ArrayList<>();
      for (Due first = queue.peek();
          first != null && !first.at().isAfter(now);
          first = queue.peek()) {
        queue.remove();
        if (first.equals(timers.get(first.trigger().id()))) {
          due.add(first);
        }
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a timer another time, or none; one that was changed meanwhile has its own already. */
  private void replace(Due taken, Optional<Instant> next) {
    lock.lock();
    try {
      if (timers.remove(taken.trigger().id(), taken)) {
        schedule(taken.trigger(), next);
      }
    } finally {
      lock.unlock();
    }
  }

  private void call(Due due, Instant at) {
    Trigger trigger = due.trigger();
    TimerEvent event =
        new TimerEvent(
            at.atOffset(ZoneOffset.UTC), due.settings().name(), due.settings().userEvent());
    byte[] payload = event.toJson().toString().getBytes(StandardCharsets.UTF_8);
    String id = UUID.randomUUID().toString();
    targets
        .find(trigger.target(), Map.of())
        .filter(target -> target.id().equals(trigger.targetId()))
        .ifPresent(target -> call(due, target, id, payload));
  }

  private void call(Due due, Targets.Target target, String id, byte[] payload) {
    Invocation.Result result =
        invocations.invoke(
            target.function(),
            new Invocation.Event(id, payload, Invocation.Source.ASYNC, target.alias()));
    if (result instanceof Invocation.Failed failed) {
      LOG.warn(
          "timer {} of {}: {} {}",
          due.settings().name(),
          due.trigger().target(),
          failed.errorCode(),
          failed.message());
    }
  }

  /** Fires no more; calls that are running go on. */
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
