package io.planform.host.dispatch;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Failed;
import io.planform.host.dispatch.Invocation.Summary;
import io.planform.host.function.FunctionRevision;
import io.planform.host.trace.Trace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The instances of one function revision and the requests that wait for one. Whatever happens wakes
 * {@link #reconcile()}, which compares what waits with what there is and starts, drains and refuses
 * accordingly; no event means anything by itself.
 */
final class FunctionPool implements FunctionInstance.Listener {

  /** What a pool shares with all others. */
  record Shared(
      FunctionInstances instances,
      StartGate starts,
      MemoryBudget memory,
      KeepAlive keepAlive,
      CrashLoops crashLoops,
      Set<FunctionInstance> kept,
      Consumer<FunctionPool> emptied) {}

  /** A request without an instance; one that is started for it is part of its trace. */
  private record Waiting(CompletableFuture<Ticket> ticket, Trace trace) {
    void complete(Ticket with) {
      ticket.complete(with);
    }
  }

  private final FunctionRevision function;
  private final Shared shared;
  private final int concurrency;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** When those that are ready last gave a slot back, in nanoseconds. */
  private final Map<FunctionInstance, Long> ready = new HashMap<>();

  private final ReservedInstances reserved;
  private final FreeInstances available;
  private final Load load = new Load();

  private final Set<FunctionInstance> starting = new HashSet<>();
  private final Set<FunctionInstance> ending = new HashSet<>();

  /** All that are not gone: what counts against the function's limit. */
  private final Set<FunctionInstance> present = new HashSet<>();

  private boolean superseded;
  private boolean closed;

  FunctionPool(FunctionRevision function, Shared shared) {
    this.function = function;
    this.shared = shared;
    this.concurrency = Math.max(1, function.concurrency());
    this.reserved = new ReservedInstances(shared.kept(), System::nanoTime);
    this.available = new FreeInstances(reserved::contains);
  }

  FunctionRevision function() {
    return function;
  }

  /** A slot on an instance; waits for one to start where that helps. */
  Ticket acquire() {
    var ticket = new CompletableFuture<Ticket>();
    guarded(
        () -> {
          if (closed) {
            ticket.complete(new Ticket.Closed());
            return;
          }
          Optional<FunctionInstance> free = available.take();
          if (free.isPresent()) {
            ticket.complete(new Ticket.Slot(free.get(), false));
          } else {
            waiting.addLast(new Waiting(ticket, Trace.current()));
          }
          reconcile();
        });
    return ticket.join();
  }

  Load load() {
    return load;
  }

  /**
   * Keeps so many instances ready from now on.
   *
   * @return false where the pool is gone and a new one must be asked
   */
  boolean reserve(Reserve wanted) {
    return guarded(
        () -> {
          if (!closed && !superseded) {
            reserved.want(wanted);
            reconcile();
          }
          return !closed;
        });
  }

  Reserve.Standing standing() {
    return guarded(
        () ->
            new Reserve.Standing(
                reserved.ready(), starting.size(), reserved.failing(), load.takePeak()));
  }

  /** A newer revision took its place, or the function is gone. */
  void supersede() {
    guarded(
        () -> {
          superseded = true;
          reserved.want(Reserve.NONE);
          reconcile();
        });
  }

  /** Refuses everything from now on and ends every instance. */
  void shutDown() {
    guarded(
        () -> {
          closed = true;
          refuseAll(
              new Ticket.Refused(Cause.HOST.because("The host is shutting down", Summary.NOTHING)));
          drainAll();
        });
  }

  int waiting() {
    return guarded(waiting::size);
  }

  PoolStatus status() {
    return guarded(
        () -> {
          int idle = (int) ready.keySet().stream().filter(FunctionInstance::isIdle).count();
          return new PoolStatus(
              function.key().substring(0, function.key().lastIndexOf('#')),
              waiting.size(),
              starting.size(),
              idle,
              ready.size() - idle,
              ending.size());
        });
  }

  boolean hasInstances() {
    return guarded(() -> !present.isEmpty());
  }

  /** Ends what still runs. */
  void kill(String reason) {
    guarded(
        () -> {
          // Each says at once that it ended.
          List.copyOf(ready.keySet()).forEach(each -> each.kill(reason));
          List.copyOf(starting).forEach(each -> each.kill(reason));
        });
  }

  @Override
  public void released(FunctionInstance instance) {
    guarded(
        () -> {
          if (ready.replace(instance, System.nanoTime()) != null) {
            available.offer(instance);
            serve(false);
          }
          reconcile();
        });
  }

  @Override
  public void ended(FunctionInstance instance) {
    guarded(
        () -> {
          shared.memory().release(instance);
          available.remove(instance);
          ready.remove(instance);
          reserved.ended(instance);
          ending.add(instance);
          reconcile();
        });
  }

  @Override
  public void gone(FunctionInstance instance) {
    guarded(
        () -> {
          ending.remove(instance);
          present.remove(instance);
          reconcile();
        });
  }

  private void started(FunctionInstance instance, Optional<Failed> refusal) {
    guarded(
        () -> {
          boolean wanted = starting.remove(instance);
          shared.crashLoops().started(function.key(), refusal);
          if (refusal.isPresent()) {
            if (wanted) {
              reserved.startFailed();
              refuseShareOfOneInstance(refusal.get());
            }
          } else if (wanted && present.contains(instance) && !ending.contains(instance)) {
            ready.put(instance, System.nanoTime());
            reserved.started();
            chooseReserved();
            available.offer(instance);
            shared.keepAlive().watch(instance, () -> lastUse(instance));
            serve(true);
          }
          reconcile();
        });
  }

  private Optional<Long> lastUse(FunctionInstance instance) {
    return guarded(() -> Optional.ofNullable(ready.get(instance)));
  }

  private void reconcile() {
    if (superseded && waiting.isEmpty()) {
      drainAll();
    }
    chooseReserved();
    startWhatIsMissing();
    refuseWhatCannotBeServed();
    boolean unused = waiting.isEmpty() && present.isEmpty() && starting.isEmpty();
    if (unused && !reserved.isWanted() && !closed) {
      closed = true;
      shared.emptied().accept(this);
    }
  }

  private void chooseReserved() {
    if (reserved.choose(ready.keySet())) {
      available.sort();
    }
  }

  private void startWhatIsMissing() {
    while (needsAnother() && mayGrow()) {
      FunctionInstance instance = shared.instances().create(function, this);
      if (!shared.memory().reserve(instance, function.memoryMegabytes())) {
        return;
      }
      Trace trace = waiting.isEmpty() ? Trace.none() : waiting.getLast().trace();
      present.add(instance);
      starting.add(instance);
      Thread.ofVirtual()
          .name("start-" + function.name())
          .start(() -> started(instance, trace.call(() -> instance.start(shared.starts()))));
    }
  }

  private boolean needsAnother() {
    return starting.size() < instancesFor(waiting.size())
        || (!superseded && reserved.lack(ready.size() + starting.size()));
  }

  private boolean mayGrow() {
    return !closed
        && shared.crashLoops().holdingBack(function.key()).isEmpty()
        && (function.maxInstances() < 0 || present.size() < function.maxInstances());
  }

  private int instancesFor(int requests) {
    return (requests + concurrency - 1) / concurrency;
  }

  /**
   * The newest requests go that neither a starting instance nor an ending one's successor takes.
   */
  private void refuseWhatCannotBeServed() {
    int places = starting.size() * concurrency;
    if (function.maxInstances() > 0 && !closed) {
      places += ending.size() * concurrency;
    }
    while (waiting.size() > places) {
      waiting
          .removeLast()
          .complete(
              new Ticket.Refused(
                  shared.crashLoops().holdingBack(function.key()).orElseGet(this::overloaded)));
    }
  }

  private Failed overloaded() {
    int most = function.maxInstances();
    String why;
    if (most == 0) {
      why = "The function is disabled: its maximum number of instances is 0";
    } else if (most > 0 && present.size() >= most) {
      why =
          "All "
              + most
              + " instances that the function may have are busy with "
              + concurrency
              + " requests each";
    } else {
      why = "The machine has no memory left for another instance";
    }
    return Cause.OVERLOADED.because(why, Summary.NOTHING);
  }

  private void serve(boolean coldStart) {
    while (!waiting.isEmpty()) {
      Optional<FunctionInstance> free = available.take();
      if (free.isEmpty()) {
        return;
      }
      waiting.removeFirst().complete(new Ticket.Slot(free.get(), coldStart));
    }
  }

  private void refuseShareOfOneInstance(Failed refusal) {
    for (int i = 0; i < concurrency && !waiting.isEmpty(); i++) {
      waiting.removeFirst().complete(new Ticket.Refused(refusal));
    }
  }

  private void refuseAll(Ticket.Refused refusal) {
    waiting.forEach(each -> each.complete(refusal));
    waiting.clear();
  }

  private void drainAll() {
    ready.keySet().forEach(FunctionInstance::drain);
    starting.forEach(FunctionInstance::drain);
    starting.clear();
  }

  private void guarded(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
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
