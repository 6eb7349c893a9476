package io.planform.host.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the source of one trigger as it is wanted, on a thread of its own: opens it, opens it again
 * when the trigger has changed or it failed, and closes it when it is not wanted.
 */
final class SourceKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(SourceKeeper.class);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final int MOST_DOUBLINGS = 7;

  /** A source that ran for so long works, as one that handed something over does. */
  private static final Duration PROVEN = Duration.ofMinutes(1);

  /** Opens the source of a state of the trigger. */
  interface Opener {
    TriggerSource open(Trigger trigger) throws SourceException, InterruptedException;
  }

  private final Opener opener;
  private final SourceCounts counts;
  private final InstantSource clock;
  private final Thread thread;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition tried = lock.newCondition();

  /** The last state of the trigger whose source was open or could not be opened. */
  private @Nullable Trigger triedLast;

  /** What is to run; null where nothing is. */
  private @Nullable Trigger wanted;

  private boolean ended;

  /** Whether the thread is in the source's code, which an interrupt ends. */
  private boolean inSource;

  private volatile SourceStatus status;

  /**
   * @param name of its thread
   */
  SourceKeeper(String name, Opener opener, SourceCounts counts, InstantSource clock) {
    this.opener = opener;
    this.counts = counts;
    this.clock = clock;
    this.status = SourceStatus.stopped(clock.instant());
    this.thread = Thread.ofVirtual().name("source " + name).unstarted(this::keep);
  }

  void start() {
    thread.start();
  }

  SourceStatus status() {
    return status;
  }

  /** Runs the source of another state of the trigger; without one, none. */
  void want(Optional<Trigger> trigger) {
    change(() -> wanted = trigger.orElse(null));
  }

  /** Closes the source for good. */
  void end() {
    change(
        () -> {
          wanted = null;
          ended = true;
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signal();
      tried.signalAll();
      if (inSource) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the source of a state is open, could not be opened, or is not wanted any more. */
  void awaitOpening(Trigger trigger, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (left > 0 && trigger.equals(wanted) && !trigger.equals(triedLast)) {
        left = tried.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tried(Trigger trigger) {
    lock.lock();
    try {
      triedLast = trigger;
      tried.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the source is closed, after {@link #end}. */
  boolean join(Duration longest) throws InterruptedException {
    return thread.join(longest);
  }

  private void keep() {
    for (Trigger next = await(); next != null; next = await()) {
      long before = counts.delivered();
      Instant begin = clock.instant();
      String failure = run(next);
      boolean proven =
          counts.delivered() > before
              || Duration.between(begin, clock.instant()).compareTo(PROVEN) > 0;
      if (!failure.isEmpty()) {
        tried(next);
        fail(next, failure, proven ? 1 : status.failures() + 1);
      }
    }
  }

  /** Waits until something is to run; null in the end. */
  private @Nullable Trigger await() {
    lock.lock();
    try {
      while (wanted == null && !ended) {
        status = SourceStatus.stopped(clock.instant());
        changed.awaitUninterruptibly();
      }
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /** Why it has ended; empty where it was to. */
  private String run(Trigger trigger) {
    status = status.as(SourceStatus.State.OPENING, clock.instant());
    try {
      enter(trigger);
      TriggerSource source = opener.open(trigger);
      try {
        status = status.as(SourceStatus.State.RUNNING, clock.instant());
        tried(trigger);
        source.run();
      } finally {
        leave();
        source.close();
      }
      return "The source has ended.";
    } catch (SourceException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      return "";
    } catch (RuntimeException e) {
      if (isWanted(trigger)) {
        LOG.error("the source of {} failed", trigger, e);
      }
      return "The source failed: " + e;
    } finally {
      leave();
    }
  }

  private void enter(Trigger trigger) throws InterruptedException {
    lock.lock();
    try {
      if (!trigger.equals(wanted)) {
        throw new InterruptedException();
      }
      inSource = true;
    } finally {
      lock.unlock();
    }
  }

  /** From here on nothing interrupts the thread. */
  private void leave() {
    lock.lock();
    try {
      inSource = false;
      boolean unused = Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private boolean isWanted(Trigger trigger) {
    lock.lock();
    try {
      return trigger.equals(wanted);
    } finally {
      lock.unlock();
    }
  }

  /** Notes a failure, unless it came of the source being ended, and pauses. */
  private void fail(Trigger trigger, String error, int failures) {
    lock.lock();
    try {
      if (!trigger.equals(wanted)) {
        return;
      }
      counts.failed();
      LOG.warn("the source of {} of {} failed: {}", trigger, trigger.target(), error);
      status = new SourceStatus(SourceStatus.State.FAILED, clock.instant(), error, failures);
      long nanos =
          TimeUnit.MILLISECONDS.toNanos(
              FIRST_PAUSE_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS));
      while (nanos > 0 && trigger.equals(wanted)) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is not waited for", trigger, e);
    } finally {
      lock.unlock();
    }
  }
}
