package io.planform.host.dispatch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which of a pool's instances are reserved: any that are ready, up to the number that is wanted.
 * Guarded by its pool.
 */
final class ReservedInstances {
  private final Set<FunctionInstance> kept;
  private final LongSupplier nanoTime;
  private final Backoff backoff;

  /** Since when they are reserved, in nanoseconds. */
  private final LinkedHashMap<FunctionInstance, Long> own = new LinkedHashMap<>();

  private Reserve wanted = Reserve.NONE;
  private boolean failing;

  /**
   * @param kept those of all pools, which neither time nor want of memory may end
   */
  ReservedInstances(Set<FunctionInstance> kept, LongSupplier nanoTime) {
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(nanoTime);
  }

  void want(Reserve reserve) {
    wanted = reserve;
  }

  boolean isWanted() {
    return wanted.count() > 0;
  }

  boolean areFrozen() {
    return wanted.frozen();
  }

  boolean contains(FunctionInstance instance) {
    return own.containsKey(instance);
  }

  int ready() {
    return own.size();
  }

  boolean failing() {
    return failing;
  }

  /** Whether another instance is to be started for them now. */
  boolean lack(int present) {
    return present < wanted.count() && backoff.mayTry();
  }

  /** An instance did not start. */
  void startFailed() {
    if (isWanted()) {
      failing = true;
      backoff.failed();
    }
  }

  /** An instance is ready. */
  void started() {
    failing = false;
  }

  /** One that was reserved ended, which nobody had asked for. */
  void ended(FunctionInstance instance) {
    Long since = own.remove(instance);
    if (since != null) {
      kept.remove(instance);
      failing = true;
      backoff.ended(nanoTime.getAsLong() - since);
    }
  }

  /**
   * Chooses among those that are ready.
   *
   * @return whether the choice is another one
   */
  boolean choose(Collection<FunctionInstance> ready) {
    boolean changed = false;
    if (own.size() < wanted.count()) {
      for (FunctionInstance instance : ready) {
        if (own.size() < wanted.count()
            && own.putIfAbsent(instance, nanoTime.getAsLong()) == null) {
          kept.add(instance);
          changed = true;
        }
      }
    }
    while (own.size() > wanted.count()) {
      FunctionInstance dismissed = own.pollLastEntry().getKey();
      kept.remove(dismissed);
      changed = true;
    }
    return changed;
  }
}
