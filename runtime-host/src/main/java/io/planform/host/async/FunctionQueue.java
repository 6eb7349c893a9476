package io.planform.host.async;

import io.planform.host.async.QueuedInvocation.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one function. It reads a few invocations at a time, in the order in which they are
 * due, and runs as many at once as there is room for. Whatever happens wakes {@link #reconcile()},
 * which starts, reads or sleeps accordingly; functions know nothing of each other.
 */
final class FunctionQueue {
  private static final int READ_AT_ONCE = 64;
  private static final long SHORTEST_PAUSE = 100;
  private static final int MOST_DOUBLINGS = 7;
  private static final long LONGEST_PAUSE = SHORTEST_PAUSE << MOST_DOUBLINGS;

  /** What a queue shares with all others. */
  interface Shared {
    /** Reads what is due after a place; empty where that fails now. */
    Optional<Due> read(String functionId, Place after, int most);

    /** How many of this kind may run at once. */
    int room(QueuedInvocation invocation);

    /**
     * Runs it and calls {@link #ran}, then {@link #settled} when what came of it is durable; or
     * {@link #goesBack}.
     */
    void run(FunctionQueue queue, QueuedInvocation invocation);

    /** Calls {@link #wake} at about that time. */
    void wakeAt(FunctionQueue queue, long time);

    long now();
  }

  /**
   * What was read.
   *
   * @param invocations none where there are none any more
   * @param next when another one is due then; {@link Long#MAX_VALUE} where there is none
   */
  record Due(List<QueuedInvocation> invocations, long next) {}

  private final String functionId;
  private final Shared shared;
  private final ReentrantLock lock = new ReentrantLock();

  /** Read, and not started. */
  private final Deque<QueuedInvocation> ready = new ArrayDeque<>();

  /** Of all that were read and whose end, or next time, is not durable yet. */
  private final Set<Long> claimed = new HashSet<>();

  /** When those began that run, or whose end is not durable yet. */
  private final Map<Long, Long> begun = new HashMap<>();

  /** Those that run. */
  private final Set<Long> running = new HashSet<>();

  /** Those that run and were stopped. */
  private final Set<Long> stopped = new HashSet<>();

  /** All up to it were read. */
  private Place read = Place.START;

  /** Whether there may be some to read, and whether somebody reads. */
  private boolean more = true;

  private boolean reading;
  private long arrivals;

  /** Falls when the function is refused room, and grows again with each run. */
  private int limit = Integer.MAX_VALUE;

  private int refusals;
  private long pausedUntil = Long.MIN_VALUE;

  /** When {@link #wake} comes by itself. */
  private long wakesAt = Long.MAX_VALUE;

  private boolean closed;

  FunctionQueue(String functionId, Shared shared) {
    this.functionId = functionId;
    this.shared = shared;
  }

  /** Something may be due. */
  void wake() {
    guarded(
        () -> {
          wakesAt = Long.MAX_VALUE;
          arrivals++;
          more = true;
        });
  }

  /** One is in the table, new or to be run again. */
  void arrived(Place place) {
    guarded(
        () -> {
          if (place.compareTo(read) <= 0) {
            read = place.before();
          }
          arrivals++;
          more = true;
        });
  }

  /** The function has run, whatever came of it. */
  void ran(QueuedInvocation invocation) {
    guarded(
        () -> {
          running.remove(invocation.id());
          refusals = 0;
          pausedUntil = Long.MIN_VALUE;
          limit = limit == Integer.MAX_VALUE ? limit : limit + 1;
        });
  }

  /** What came of it is durable. */
  void settled(long id) {
    guarded(() -> release(id));
  }

  private void release(long id) {
    claimed.remove(id);
    begun.remove(id);
    stopped.remove(id);
  }

  /** There was no room for it: it goes back, unless it was stopped meanwhile. */
  boolean goesBack(QueuedInvocation invocation) {
    boolean[] back = {false};
    guarded(
        () -> {
          if (!stopped.contains(invocation.id())) {
            back[0] = true;
            running.remove(invocation.id());
            begun.remove(invocation.id());
            ready.addFirst(invocation);
            limit = Math.max(1, running.size());
            pausedUntil = shared.now() + (SHORTEST_PAUSE << Math.min(refusals++, MOST_DOUBLINGS));
          }
        });
    return back[0];
  }

  /** What can be done to stop one. */
  enum Stop {
    /** It runs, and is known to be stopped when it returns. */
    RUNNING,
    /** It will not start; its end must be made durable and {@link #settled}. */
    WITHDRAWN,
    /** It has run already. */
    OVER
  }

  Stop stop(long id) {
    lock.lock();
    try {
      if (running.contains(id)) {
        stopped.add(id);
        return Stop.RUNNING;
      }
      if (begun.containsKey(id)) {
        return Stop.OVER;
      }
      ready.removeIf(waiting -> waiting.id() == id);
      claimed.add(id);
      return Stop.WITHDRAWN;
    } finally {
      lock.unlock();
    }
  }

  boolean isStopped(long id) {
    lock.lock();
    try {
      return stopped.contains(id);
    } finally {
      lock.unlock();
    }
  }

  /** When those began that run, by id. */
  Map<Long, Long> begun() {
    lock.lock();
    try {
      return Map.copyOf(begun);
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    lock.lock();
    try {
      return running.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Closes it if nothing waits or runs, as far as it knows. */
  boolean retire() {
    lock.lock();
    try {
      boolean spent = claimed.isEmpty() && !more && !reading && wakesAt == Long.MAX_VALUE;
      closed = closed || spent;
      return spent;
    } finally {
      lock.unlock();
    }
  }

  /** Starts no more. */
  void close() {
    guarded(() -> closed = true);
  }

  private void reconcile() {
    while (!ready.isEmpty() && mayStart(ready.getFirst())) {
      QueuedInvocation next = ready.removeFirst();
      running.add(next.id());
      begun.put(next.id(), shared.now());
      Thread.ofVirtual().name("async " + next).start(() -> shared.run(this, next));
    }
    if (ready.isEmpty() && more && !reading) {
      reading = true;
      Place from = read;
      long before = arrivals;
      Thread.ofVirtual().name("async-read " + functionId).start(() -> read(from, before));
    }
    if (!ready.isEmpty() && pausedUntil > shared.now()) {
      sleepUntil(pausedUntil);
    }
  }

  private boolean mayStart(QueuedInvocation next) {
    return running.size() < Math.min(limit, shared.room(next)) && pausedUntil <= shared.now();
  }

  private void read(Place from, long before) {
    Optional<Due> due = shared.read(functionId, from, READ_AT_ONCE);
    guarded(
        () -> {
          reading = false;
          due.ifPresentOrElse(found -> take(found, from, before), this::readLater);
        });
  }

  private void take(Due due, Place from, long before) {
    for (QueuedInvocation invocation : due.invocations()) {
      if (claimed.add(invocation.id())) {
        ready.addLast(invocation);
      }
    }
    boolean end = due.invocations().isEmpty();
    if (!end && read.equals(from)) {
      read = due.invocations().getLast().place();
    }
    more = !end || arrivals != before;
    if (!more && due.next() != Long.MAX_VALUE) {
      sleepUntil(due.next());
    }
  }

  private void readLater() {
    more = false;
    sleepUntil(shared.now() + LONGEST_PAUSE);
  }

  private void sleepUntil(long time) {
    if (time < wakesAt) {
      wakesAt = time;
      shared.wakeAt(this, time);
    }
  }

  private void guarded(Runnable work) {
    lock.lock();
    try {
      work.run();
      if (!closed) {
        reconcile();
      }
    } finally {
      lock.unlock();
    }
  }
}
