package io.planform.host.instance;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The state of one instance and its slots: the only place where either changes. What follows from a
 * change is left to the caller, who does it without this object's lock.
 */
final class Lifecycle {
  private final ReentrantLock lock = new ReentrantLock();
  private final int slots;
  private InstanceState state = InstanceState.CREATED;
  private int running;

  Lifecycle(int slots) {
    this.slots = slots;
  }

  InstanceState state() {
    return guarded(() -> state);
  }

  boolean runsOne() {
    return guarded(() -> running == 1);
  }

  /** From created to initialising; false when it is gone already. */
  boolean initialise() {
    return guarded(() -> step(InstanceState.CREATED, InstanceState.INITIALISING));
  }

  /** From initialising to idle; false when it is gone already. */
  boolean ready() {
    return guarded(() -> step(InstanceState.INITIALISING, InstanceState.IDLE));
  }

  /** Takes a slot. */
  boolean reserve() {
    return guarded(
        () -> {
          boolean free =
              state == InstanceState.IDLE || (state == InstanceState.BUSY && running < slots);
          if (free) {
            running++;
            step(InstanceState.IDLE, InstanceState.BUSY);
          }
          return free;
        });
  }

  /** What the end of a request leaves behind. */
  enum Released {
    SLOT_FREE,
    LAST_OF_DRAINING,
    GONE
  }

  /** Gives a slot back. */
  Released release() {
    return guarded(
        () -> {
          running--;
          return switch (state) {
            case BUSY -> {
              if (running == 0) {
                state = state.become(InstanceState.IDLE);
              }
              yield Released.SLOT_FREE;
            }
            case DRAINING -> running == 0 ? Released.LAST_OF_DRAINING : Released.GONE;
            case GONE -> Released.GONE;
            case CREATED, INITIALISING, IDLE ->
                throw new IllegalStateException("No slot is taken while " + state);
          };
        });
  }

  /** Takes no more requests; true when nothing runs, so that it can go at once. */
  boolean drain() {
    return guarded(
        () ->
            switch (state) {
              case BUSY -> {
                state = state.become(InstanceState.DRAINING);
                yield false;
              }
              case DRAINING, GONE -> false;
              case CREATED, INITIALISING, IDLE -> end();
            });
  }

  /** Ends it if nothing runs. */
  boolean endIfIdle() {
    return guarded(() -> state == InstanceState.IDLE && end());
  }

  /** Ends it; false when it had ended before. */
  boolean end() {
    return guarded(
        () -> {
          if (state == InstanceState.GONE) {
            return false;
          }
          state = state.become(InstanceState.GONE);
          return true;
        });
  }

  private boolean step(InstanceState from, InstanceState to) {
    if (state != from) {
      return false;
    }
    state = state.become(to);
    return true;
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
