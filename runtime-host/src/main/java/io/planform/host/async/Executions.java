package io.planform.host.async;

import io.planform.host.alias.Targets;
import io.planform.host.async.QueuedInvocation.Place;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what functions' queues start, and makes durable what came of it. */
final class Executions implements FunctionQueue.Shared, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
  private static final Duration TIDIED_EVERY = Duration.ofMinutes(1);
  private static final int READ_BYTES = 256 * 1024;
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  /** A chain of destinations that is longer is taken for a loop. */
  private static final int DEEPEST = 16;

  private final HostDatabase database;
  private final Runner runner;
  private final Notices notices;
  private final StatusLog log;
  private final InstantSource clock;
  private final Recorder recorder;
  private final ConcurrentHashMap<String, FunctionQueue> queues = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("async-timer").daemon().factory());

  /** The latest time that was given to an invocation: the clock may be set back. */
  private volatile long latest = Long.MIN_VALUE;

  Executions(
      HostDatabase database, Runner runner, Notices notices, StatusLog log, InstantSource clock) {
    this.database = database;
    this.runner = runner;
    this.notices = notices;
    this.log = log;
    this.clock = clock;
    this.recorder = new Recorder(database);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Begins to run what waits.
   *
   * @param pruning is called now and then
   */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  void start(Runnable pruning) {
    database.read(InvocationTable::functionsWaiting).forEach(id -> with(id, FunctionQueue::wake));
    timer.scheduleWithFixedDelay(
        () -> tidy(pruning), 0, TIDIED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tidy(Runnable pruning) {
    queues.keySet().forEach(id -> queues.computeIfPresent(id, (_, queue) -> kept(queue)));
    pruning.run();
  }

  private static @Nullable FunctionQueue kept(FunctionQueue queue) {
    return queue.retire() ? null : queue;
  }

  /** That of a function of which something waits or runs. */
  Optional<FunctionQueue> queue(String functionId) {
    return Optional.ofNullable(queues.get(functionId));
  }

  /** An invocation was added, and that is durable. */
  void arrived(QueuedInvocation invocation) {
    note(invocation, AsyncStatus.WAIT, 0, "");
    with(invocation.functionId(), queue -> queue.arrived(invocation.place()));
  }

  private void note(QueuedInvocation invocation, AsyncStatus status, int code, String message) {
    log.write(runner.statusLog(invocation), invocation, status, now(), code, message);
  }

  /** A queue is not retired meanwhile. */
  private void with(String functionId, Consumer<FunctionQueue> work) {
    queues.compute(
        functionId,
        (id, known) -> {
          FunctionQueue queue = known == null ? new FunctionQueue(id, this) : known;
          work.accept(queue);
          return queue;
        });
  }

  /** Adds an invocation, in a transaction. */
  QueuedInvocation insert(Connection connection, QueuedInvocation draft) throws SQLException {
    long time = clock.millis();
    latest = Math.max(latest, time);
    return InvocationTable.insert(connection, draft, time);
  }

  /** Adds those whose request ids are not known, in a transaction, and returns them. */
  List<QueuedInvocation> insertNew(Connection connection, List<QueuedInvocation> drafts)
      throws SQLException {
    List<QueuedInvocation> inserted = new ArrayList<>();
    for (QueuedInvocation draft : drafts) {
      if (!InvocationTable.isKnown(connection, draft.requestId())) {
        inserted.add(insert(connection, draft));
      }
    }
    return inserted;
  }

  @Override
  public Optional<FunctionQueue.Due> read(String functionId, Place after, int most) {
    try {
      return Optional.of(database.read(connection -> due(connection, functionId, after, most)));
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private FunctionQueue.Due due(Connection connection, String functionId, Place after, int most)
      throws SQLException {
    long horizon = Math.max(clock.millis(), latest);
    List<QueuedInvocation> due =
        InvocationTable.due(connection, functionId, after, horizon, most, READ_BYTES);
    long next =
        due.isEmpty()
            ? InvocationTable.nextDue(connection, functionId, after).orElse(Long.MAX_VALUE)
            : Long.MAX_VALUE;
    return new FunctionQueue.Due(due, next);
  }

  @Override
  public int room(QueuedInvocation invocation) {
    return runner.room(invocation);
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public void wakeAt(FunctionQueue queue, long time) {
    timer.schedule(queue::wake, Math.max(1, time - now()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run(FunctionQueue queue, QueuedInvocation invocation) {
    long startedAt = now();
    note(invocation, AsyncStatus.RUNNING, 0, "");
    Verdict verdict = new Verdict.Postponed();
    try {
      verdict = runner.run(invocation, startedAt);
    } catch (RuntimeException e) {
      LOG.error("the asynchronous invocation {} could not be run", invocation, e);
    } finally {
      conclude(queue, invocation, startedAt, verdict);
    }
  }

  private void conclude(
      FunctionQueue queue, QueuedInvocation invocation, long startedAt, Verdict verdict) {
    switch (queue.isStopped(invocation.id()) ? Verdict.Ended.STOPPED : verdict) {
      case Verdict.Ended ended -> end(queue, invocation, startedAt, ended);
      case Verdict.Again again -> repeat(queue, invocation, now() + again.pauseMillis());
      case Verdict.Postponed _ -> {
        if (queue.goesBack(invocation)) {
          return;
        }
        end(queue, invocation, startedAt, Verdict.Ended.STOPPED);
      }
    }
    queue.ran(invocation);
  }

  private void repeat(FunctionQueue queue, QueuedInvocation invocation, long dueAt) {
    recorder.record(
        connection -> {
          InvocationTable.repeat(connection, invocation.id(), invocation.attempts() + 1, dueAt);
          return true;
        },
        () -> {
          queue.settled(invocation.id());
          queue.arrived(new Place(dueAt, invocation.id()));
          note(invocation, AsyncStatus.WAIT, 0, "");
        });
  }

  /** Makes the end durable, together with what follows from it. */
  void end(
      FunctionQueue queue, QueuedInvocation invocation, long startedAt, Verdict.Ended verdict) {
    Optional<QueuedInvocation> successor =
        verdict.notice().flatMap(notice -> successor(invocation, notice));
    List<QueuedInvocation> arrived = new ArrayList<>();
    recorder.record(
        connection -> {
          arrived.clear();
          if (InvocationTable.end(connection, invocation.id(), verdict, startedAt, now())) {
            if (successor.isPresent()) {
              arrived.add(insert(connection, successor.get()));
            }
            if (verdict.notice().isPresent()) {
              notices.add(connection, invocation, verdict.notice().get());
            }
          }
          return true;
        },
        () -> {
          queue.settled(invocation.id());
          arrived.forEach(this::arrived);
          notices.wake(verdict.notice());
          note(invocation, verdict.status(), verdict.code(), verdict.message());
        });
  }

  /** The invocation of a destination that is a function. */
  private Optional<QueuedInvocation> successor(QueuedInvocation invocation, Notice notice) {
    if (!(notice.destination() instanceof Destination.ToFunction destination)) {
      return Optional.empty();
    }
    if (invocation.depth() >= DEEPEST) {
      LOG.error(
          "{} is not told of invocation {} of {}: {} destinations led there one after the other",
          destination.function(),
          invocation,
          invocation.urn(),
          DEEPEST);
      return Optional.empty();
    }
    Optional<Targets.Target> target = runner.target(destination);
    if (target.isEmpty()) {
      LOG.error(
          "{} is gone and is not told of invocation {} of {}",
          destination.function(),
          invocation,
          invocation.urn());
    }
    return target.map(
        to ->
            QueuedInvocation.draft(
                to.function().id(),
                destination.function(),
                0,
                invocation.depth() + 1,
                notice.body()));
  }

  /** Starts nothing new, waits for what runs, and records what came of it. */
  @Override
  public void close() {
    timer.shutdown();
    queues.values().forEach(FunctionQueue::close);
    long last = System.nanoTime() + LONGEST_DRAIN.toNanos();
    try {
      while (System.nanoTime() < last
          && !queues.values().stream().allMatch(FunctionQueue::isIdle)) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.close();
  }
}
