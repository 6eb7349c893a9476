package io.planform.host.dispatch;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Summary;
import io.planform.host.function.FunctionRevision;
import io.planform.host.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds an instance for each request: one that is free, or a new one, within the limits. */
public final class Dispatcher implements Invoker {
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  /** So many instances in a row may go before they begin with a request. */
  private static final int MOST_ATTEMPTS = 3;

  private final KeepAlive keepAlive;
  private final CrashLoops crashLoops = new CrashLoops(System::nanoTime);
  private final FunctionPool.Shared shared;
  private final Consumer<FunctionRevision> expectations;
  private final ConcurrentSkipListMap<String, FunctionPool> pools = new ConcurrentSkipListMap<>();

  /** The pools of each function version, old revisions' too while they drain. */
  private final ConcurrentMap<Version, ConcurrentMap<String, FunctionPool>> byVersion =
      new ConcurrentHashMap<>();

  /** What is to be there of them at all times. */
  private final ConcurrentMap<Version, Reserve> reserves = new ConcurrentHashMap<>();

  /** Where events run, by the ids of their requests. */
  private final ConcurrentMap<String, FunctionInstance> running = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private record Version(String project, String packageName, String name, String version) {
    static Version of(FunctionRevision function) {
      return new Version(
          function.project(), function.packageName(), function.name(), function.version());
    }
  }

  public Dispatcher(FunctionInstances instances, DispatchSettings settings) {
    Set<FunctionInstance> kept = ConcurrentHashMap.newKeySet();
    this.keepAlive = new KeepAlive(settings.keepAlive(), kept::contains);
    this.expectations = instances::expect;
    this.shared =
        new FunctionPool.Shared(
            instances,
            new StartGate(settings.startsAtOnce()),
            new MemoryBudget(settings.memoryMegabytes(), kept::contains),
            keepAlive,
            crashLoops,
            kept,
            this::forget);
  }

  @Override
  public Invocation.Result invoke(FunctionRevision function, Invocation.Event event) {
    if (function.servesHttp()) {
      return Cause.UNREACHABLE.because(
          "An HTTP function takes no events; call it through its gateway address", Summary.NOTHING);
    }
    return dispatch(function, slot -> run(slot, event), refused -> refused);
  }

  private Invocation.Result run(Ticket.Slot slot, Invocation.Event event) {
    running.put(event.requestId(), slot.instance());
    try {
      return slot.instance().invoke(event, slot.coldStart());
    } finally {
      running.remove(event.requestId());
    }
  }

  @Override
  public void stop(String requestId) {
    FunctionInstance instance = running.get(requestId);
    if (instance != null) {
      instance.kill("The request " + requestId + " was stopped");
    }
  }

  @Override
  public Invocation.HttpResult forward(FunctionRevision function, Invocation.HttpRequest request) {
    return dispatch(
        function, slot -> slot.instance().forward(request, slot.coldStart()), refused -> refused);
  }

  private <T extends Invocation.Outcome> T dispatch(
      FunctionRevision function,
      Function<Ticket.Slot, T> run,
      Function<Invocation.Failed, T> refuse) {
    int attempts = 0;
    while (!closed) {
      FunctionPool pool = pool(function);
      pool.load().enter();
      try {
        switch (Trace.current().within("wait", pool::acquire)) {
          case Ticket.Slot slot -> {
            T outcome = run.apply(slot);
            attempts++;
            if (hasBegun(outcome) || attempts == MOST_ATTEMPTS) {
              return outcome;
            }
          }
          case Ticket.Refused refused -> {
            return refuse.apply(refused.failure());
          }
          case Ticket.Closed _ -> Thread.onSpinWait();
        }
      } finally {
        pool.load().leave();
      }
    }
    return refuse.apply(Cause.HOST.because("The host is shutting down", Summary.NOTHING));
  }

  private static boolean hasBegun(Invocation.Outcome outcome) {
    return !(outcome instanceof Invocation.Failed failed) || failed.cause() != Cause.NEVER_BEGUN;
  }

  private FunctionPool pool(FunctionRevision function) {
    FunctionPool known = pools.get(function.key());
    return known != null ? known : open(function);
  }

  private FunctionPool open(FunctionRevision function) {
    var pool = new FunctionPool(function, shared);
    FunctionPool faster = pools.putIfAbsent(function.key(), pool);
    if (faster != null) {
      return faster;
    }
    byVersion.compute(
        Version.of(function),
        (version, revisions) -> {
          var all = revisions == null ? new ConcurrentHashMap<String, FunctionPool>() : revisions;
          all.put(function.key(), pool);
          return all;
        });
    return pool;
  }

  private void forget(FunctionPool pool) {
    FunctionRevision function = pool.function();
    pools.remove(function.key(), pool);
    byVersion.computeIfPresent(
        Version.of(function),
        (version, revisions) -> {
          revisions.remove(function.key(), pool);
          return revisions.isEmpty() ? null : revisions;
        });
  }

  @Override
  public void expect(FunctionRevision function) {
    Thread.ofVirtual().name("expect-" + function.name()).start(() -> expectations.accept(function));
  }

  @Override
  public void reserve(FunctionRevision function, Reserve wanted) {
    if (wanted.count() == 0) {
      reserves.remove(Version.of(function));
      FunctionPool pool = pools.get(function.key());
      if (pool != null) {
        pool.reserve(wanted);
      }
      return;
    }
    reserves.put(Version.of(function), wanted);
    while (!closed && !pool(function).reserve(wanted)) {
      Thread.onSpinWait();
    }
  }

  @Override
  public Reserve.Standing standing(FunctionRevision function) {
    FunctionPool pool = pools.get(function.key());
    return pool == null ? Reserve.Standing.NOTHING : pool.standing();
  }

  @Override
  public void replaced(FunctionRevision current) {
    crashLoops.forget(current.versionKeyPrefix());
    Reserve wanted = reserves.get(Version.of(current));
    if (wanted != null) {
      reserve(current, wanted);
    }
    var revisions = byVersion.get(Version.of(current));
    if (revisions != null) {
      revisions.values().stream()
          .filter(pool -> !pool.function().key().equals(current.key()))
          .forEach(FunctionPool::supersede);
    }
  }

  @Override
  public void removed(String keyPrefix) {
    crashLoops.forget(keyPrefix);
    pools
        .subMap(keyPrefix, true, keyPrefix + Character.MAX_VALUE, false)
        .values()
        .forEach(FunctionPool::supersede);
  }

  @Override
  public List<PoolStatus> status() {
    return pools.values().stream().map(FunctionPool::status).toList();
  }

  /** How many requests of a revision wait for an instance. */
  int waiting(String key) {
    FunctionPool pool = pools.get(key);
    return pool == null ? 0 : pool.waiting();
  }

  @Override
  public void close() {
    closed = true;
    pools.values().forEach(FunctionPool::shutDown);
    if (!await(LONGEST_DRAIN)) {
      pools.values().forEach(pool -> pool.kill("The host is shutting down"));
      await(LONGEST_DRAIN);
    }
    keepAlive.close();
  }

  private boolean await(Duration longest) {
    long latest = System.nanoTime() + longest.toNanos();
    while (pools.values().stream().anyMatch(FunctionPool::hasInstances)) {
      if (System.nanoTime() > latest) {
        return false;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
