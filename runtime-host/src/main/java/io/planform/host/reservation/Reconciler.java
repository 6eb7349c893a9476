package io.planform.host.reservation;

import io.planform.host.alias.CurrentAliases;
import io.planform.host.dispatch.Invoker;
import io.planform.host.dispatch.Reserve;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionRevision;
import io.planform.host.server.ApiException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many instances ready as reservations want: once a second, and whenever one of them or an
 * alias changes, it says again what is wanted of each version, whatever happened meanwhile.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Reservations reservations;
  private final FunctionCatalogue functions;
  private final CurrentAliases aliases;
  private final Invoker invoker;
  private final Reports reports;
  private final InstantSource clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean changed;
  private boolean touched = true;
  private boolean closed;
  private @Nullable Thread thread;

  /** Whether what is stored is other than what is known here; of the thread only. */
  private boolean outdated = true;

  /** By the ids of reservations. */
  private volatile Map<Long, Upkeep> upkeeps = Map.of();

  /** What was said last, by the prefix of a version's keys. */
  private Map<String, Wanted> said = Map.of();

  private record Wanted(CurrentFunction function, Reserve reserve) {
    FunctionRevision revision() {
      return function.revision();
    }

    Wanted and(Reserve other) {
      return new Wanted(
          function,
          new Reserve(reserve.count() + other.count(), reserve.frozen() || other.frozen()));
    }
  }

  public Reconciler(
      Reservations reservations,
      FunctionCatalogue functions,
      CurrentAliases aliases,
      Invoker invoker,
      Reports reports,
      InstantSource clock) {
    this.reservations = reservations;
    this.functions = functions;
    this.aliases = aliases;
    this.invoker = invoker;
    this.reports = reports;
    this.clock = clock;
  }

  /** Takes up what is stored, and what changes from now on. */
  public void start() {
    reservations.listen(() -> wake(true));
    aliases.listen(() -> wake(false));
    thread = Thread.ofVirtual().name("reservations").start(this::run);
  }

  /** How many instances of a reservation were ready when they were last looked at. */
  int ready(StoredReservation stored) {
    Upkeep upkeep = upkeeps.get(stored.id());
    return upkeep == null ? 0 : upkeep.ready();
  }

  private void wake(boolean reload) {
    lock.lock();
    try {
      changed |= reload;
      touched = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitWork()) {
      try {
        look();
      } catch (RuntimeException e) {
        LOG.error("reserved instances could not be looked after", e);
      }
    }
  }

  /** False when this is closed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      long left = upkeeps.isEmpty() ? Long.MAX_VALUE : BETWEEN_LOOKS_NANOS;
      while (!touched && !closed && left > 0) {
        left = woken.awaitNanos(left);
      }
      touched = false;
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** One look at everything. */
  void look() {
    reloadIfChanged();
    Instant now = clock.instant();
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (Upkeep upkeep : upkeeps.values()) {
      Optional<List<Upkeep.Share>> shares = upkeep.wanted(now);
      if (shares.isEmpty()) {
        // Its version or alias is gone, and so is its row: to be seen at the next look.
        outdated = true;
      }
      shares.orElse(List.of()).forEach(share -> add(wanted, share));
    }
    said.forEach(
        (prefix, last) -> {
          if (!wanted.containsKey(prefix)) {
            invoker.reserve(last.revision(), Reserve.NONE);
            report(last.function(), 0, now);
          }
        });
    wanted.forEach(
        (_, each) -> {
          invoker.reserve(each.revision(), each.reserve());
          int ready = invoker.standing(each.revision()).ready();
          report(each.function(), Math.min(ready, each.reserve().count()), now);
        });
    said = wanted;
  }

  private static void add(Map<String, Wanted> wanted, Upkeep.Share share) {
    wanted.merge(
        share.function().revision().versionKeyPrefix(),
        new Wanted(share.function(), share.reserve()),
        (one, other) -> one.and(other.reserve()));
  }

  private void report(CurrentFunction function, int ready, Instant now) {
    reports.note(function.id(), function.revision().version(), now.getEpochSecond(), ready);
  }

  private void reloadIfChanged() {
    lock.lock();
    try {
      outdated |= changed;
      changed = false;
    } finally {
      lock.unlock();
    }
    if (!outdated) {
      return;
    }
    outdated = false;
    try {
      Map<Long, Upkeep> loaded = new HashMap<>();
      for (StoredReservation stored : reservations.all()) {
        Upkeep known = upkeeps.get(stored.id());
        loaded.put(
            stored.id(),
            known != null && known.stored().settings().equals(stored.settings())
                ? known
                : new Upkeep(stored, functions, aliases, invoker));
      }
      upkeeps.forEach(
          (id, upkeep) -> {
            if (!loaded.containsKey(id)) {
              upkeep.end();
            }
          });
      upkeeps = loaded;
    } catch (ApiException e) {
      LOG.warn("reservations cannot be read: {}", e.getMessage());
      outdated = true;
    }
  }

  /** Looks no more; the instances are the invoker's. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      woken.signal();
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
