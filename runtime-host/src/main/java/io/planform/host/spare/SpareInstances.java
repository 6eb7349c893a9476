package io.planform.host.spare;

import io.planform.host.engine.EngineException;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.engine.PreparedInstance;
import io.planform.host.engine.Sandbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that wait for a function, some of each kind that was wanted lately; the kinds wanted
 * last come first where memory does not suffice for all. A spare is given away once: what ran a
 * function never runs another. One thread makes and discards them, one at a time.
 */
public final class SpareInstances implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpareInstances.class);

  /** The request that took a spare goes first. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final InstanceEngine engine;
  private final SpareSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The one wanted last comes last. */
  private final LinkedHashMap<Sandbox, Kind> kinds = new LinkedHashMap<>();

  private final Thread worker;
  private boolean closed;

  private static final class Kind {
    final Deque<PreparedInstance> ready = new ArrayDeque<>();
    long wanted = System.nanoTime();
    long notBefore = wanted;

    /** Takes out those that have died, and those that are too many. */
    void discardBeyond(long number, List<PreparedInstance> discarded) {
      List<PreparedInstance> dead = ready.stream().filter(spare -> !spare.usable()).toList();
      ready.removeAll(dead);
      discarded.addAll(dead);
      while (ready.size() > number) {
        discarded.add(ready.removeFirst());
      }
    }

    Kind failed() {
      notBefore = System.nanoTime() + AFTER_FAILURE_NANOS;
      return this;
    }
  }

  public SpareInstances(InstanceEngine engine, SpareSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.worker = Thread.ofVirtual().name("spare-instances").start(this::work);
  }

  /** One of this kind, if it is at hand. */
  public Optional<PreparedInstance> take(Sandbox sandbox) {
    if (settings.each() == 0) {
      return Optional.empty();
    }
    return guarded(
        () -> {
          Kind kind = want(sandbox);
          kind.notBefore = Math.max(kind.notBefore, System.nanoTime() + PAUSE_NANOS);
          Optional<PreparedInstance> spare =
              kind.ready.stream().filter(PreparedInstance::usable).findFirst();
          spare.ifPresent(kind.ready::remove);
          return spare;
        });
  }

  /** Says that one of this kind may be wanted soon. */
  public void expect(Sandbox sandbox) {
    if (settings.each() > 0) {
      Kind _ = guarded(() -> want(sandbox));
    }
  }

  /** How many of this kind are at hand. */
  public int ready(Sandbox sandbox) {
    return guarded(
        () -> Optional.ofNullable(kinds.get(sandbox)).map(k -> k.ready.size()).orElse(0));
  }

  private Kind want(Sandbox sandbox) {
    Kind kind = Optional.ofNullable(kinds.remove(sandbox)).orElseGet(Kind::new);
    kind.wanted = System.nanoTime();
    kinds.put(sandbox, kind);
    changed.signal();
    return kind;
  }

  /** What is to be done next; without either, what to wait for. */
  private record Step(
      List<PreparedInstance> discarded, Optional<Sandbox> missing, long waitNanos) {}

  private void work() {
    try {
      for (Optional<Step> step = next(); step.isPresent(); step = next()) {
        step.get().discarded().forEach(PreparedInstance::close);
        step.get().missing().ifPresent(this::make);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is something to do; empty once this is closed. */
  private Optional<Step> next() throws InterruptedException {
    lock.lock();
    try {
      Step step = compare(System.nanoTime());
      while (!closed && step.discarded().isEmpty() && step.missing().isEmpty()) {
        changed.awaitNanos(step.waitNanos());
        step = compare(System.nanoTime());
      }
      return closed ? Optional.empty() : Optional.of(step);
    } finally {
      lock.unlock();
    }
  }

  /** Compares what there is with what there should be; what is too much is taken out. */
  private Step compare(long now) {
    List<PreparedInstance> discarded = new ArrayList<>();
    Optional<Sandbox> missing = Optional.empty();
    long wait = Long.MAX_VALUE;
    long memory = settings.memoryMegabytes();
    for (Map.Entry<Sandbox, Kind> each : List.copyOf(kinds.sequencedEntrySet().reversed())) {
      Kind kind = each.getValue();
      long left = kind.wanted + settings.keep().toNanos() - now;
      int megabytes = each.getKey().memoryMegabytes();
      long fitting = left > 0 ? Math.min(settings.each(), memory / megabytes) : 0;
      memory -= fitting * megabytes;
      kind.discardBeyond(fitting, discarded);
      if (left <= 0) {
        kinds.remove(each.getKey());
      } else if (kind.ready.size() >= fitting) {
        wait = Math.min(wait, left);
      } else if (kind.notBefore > now) {
        wait = Math.min(wait, kind.notBefore - now);
      } else if (missing.isEmpty()) {
        missing = Optional.of(each.getKey());
      }
    }
    return new Step(discarded, missing, wait);
  }

  private void make(Sandbox sandbox) {
    try {
      PreparedInstance made = engine.prepare(sandbox);
      boolean kept =
          guarded(
              () -> {
                Kind kind = closed ? null : kinds.get(sandbox);
                return kind != null && kind.ready.add(made);
              });
      if (!kept) {
        made.close();
      }
    } catch (EngineException e) {
      LOG.info("no instance of {} is started ahead: {}", sandbox.image(), e.getMessage());
      guarded(() -> Optional.ofNullable(kinds.get(sandbox)).map(Kind::failed));
    }
  }

  @Override
  public void close() {
    guarded(
        () -> {
          closed = true;
          changed.signal();
          return closed;
        });
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kinds.values().forEach(kind -> kind.ready.forEach(PreparedInstance::close));
    kinds.clear();
  }

  private <T> T guarded(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
