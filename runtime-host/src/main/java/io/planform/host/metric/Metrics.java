package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.dispatch.PoolStatus;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts invocations. Each adds to a journal and to its minute's totals in memory; once a minute
 * these go to the database. Safe for use by many threads. Metrics that cannot be kept are lost with
 * a warning; invocations do not hear of it.
 */
public final class Metrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final int GAUGE_SECONDS = 10;
  private static final int FLUSH_SECONDS = 60;

  private final HostDatabase database;
  private final Backlog backlog;
  private final Supplier<List<PoolStatus>> pools;
  private final InstantSource clock;
  private final ConcurrentHashMap<Version, Series> series = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /** Held while totals move from memory to the database, and while both are read. */
  private final ReentrantLock moving = new ReentrantLock();

  private record Version(String functionId, String name) {}

  private Metrics(
      HostDatabase database,
      Backlog backlog,
      Supplier<List<PoolStatus>> pools,
      InstantSource clock) {
    this.database = database;
    this.backlog = backlog;
    this.pools = pools;
    this.clock = clock;
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("metrics").daemon().factory());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // What comes after the end is in the journal.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Opens the metrics and takes over what a host before this one could not bring to the database.
   *
   * @param folder of journals
   * @param pools tells how many instances there are just now
   */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public static Metrics open(
      HostDatabase database, Path folder, Supplier<List<PoolStatus>> pools, InstantSource clock)
      throws IOException {
    long stored = database.read(MetricTable::lastJournal);
    Backlog backlog = Backlog.open(folder, stored, epoch -> recover(database, epoch));
    database.write(
        connection -> {
          MetricTable.prune(connection, clock.instant());
          MetricTable.pruneSeries(connection);
          return true;
        });
    Metrics metrics = new Metrics(database, backlog, pools, clock);
    metrics.timer.scheduleWithFixedDelay(
        () -> metrics.guarded(metrics::gauge), GAUGE_SECONDS, GAUGE_SECONDS, TimeUnit.SECONDS);
    metrics.timer.scheduleWithFixedDelay(
        () -> metrics.guarded(metrics::flush), FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    return metrics;
  }

  private static void recover(HostDatabase database, Backlog.Epoch epoch) {
    try {
      store(database, epoch);
    } catch (ApiException e) {
      LOG.warn("metrics of an earlier host are lost: {}", e.getMessage());
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("metrics: {}", e.toString());
    }
  }

  /**
   * A request for a function version arrives.
   *
   * @param urn of the function, with or without version
   */
  public Running begin(String functionId, FunctionUrn urn, String version) {
    return new Running(this, series(functionId, urn, version));
  }

  private Series series(String functionId, FunctionUrn urn, String version) {
    Version key = new Version(functionId, version);
    Series known = series.get(key);
    return known != null ? known : newSeries(key, urn);
  }

  private Series newSeries(Version key, FunctionUrn urn) {
    int number;
    try {
      number =
          database.write(
              connection -> MetricTable.series(connection, key.functionId(), urn, key.name()));
    } catch (ApiException e) {
      LOG.warn("an invocation of {} is not counted: {}", urn, e.getMessage());
      return new Series(0, key.functionId(), urn.bare(), key.name());
    }
    return series.computeIfAbsent(
        key, _ -> new Series(number, key.functionId(), urn.bare(), key.name()));
  }

  void record(Series of, Kind kind, Cost cost, int concurrency, int instances) {
    if (of.number() == 0) {
      return;
    }
    Sample sample =
        new Sample(
            of.number(),
            kind,
            clock.millis(),
            cost.durationMillis(),
            concurrency,
            instances,
            cost.memoryMegabytes(),
            (int) Math.min(Integer.MAX_VALUE, cost.peakMemoryBytes() >> 10));
    if (backlog.add(of, sample)) {
      timer.execute(() -> guarded(this::flush));
    }
  }

  /** Notes how busy functions are, for those whose requests take longer than a minute. */
  private void gauge() {
    Map<Version, Integer> instances = new HashMap<>();
    Map<String, Series> byKey = new HashMap<>();
    series.values().forEach(each -> byKey.put(each.urn() + ":" + each.version(), each));
    for (PoolStatus pool : pools.get()) {
      Series owner = byKey.get(pool.urn());
      if (owner != null) {
        instances.merge(
            new Version(owner.functionId(), owner.version()), pool.instances(), Integer::sum);
      }
    }
    series.forEach(
        (version, each) -> {
          int count = instances.getOrDefault(version, 0);
          if (count > 0 || each.inFlight() > 0) {
            record(each, Kind.GAUGE, Cost.NOTHING, each.inFlight(), count);
          }
        });
  }

  /** Brings to the database what is in memory only. */
  void flush() {
    moving.lock();
    try {
      for (Backlog.Epoch epoch : backlog.toStore()) {
        try {
          store(database, epoch);
        } catch (ApiException e) {
          LOG.warn("metrics are not stored yet: {}", e.getMessage());
          return;
        }
        backlog.stored(epoch);
      }
      database.write(
          connection -> {
            MetricTable.prune(connection, clock.instant());
            return true;
          });
    } finally {
      moving.unlock();
    }
  }

  private static void store(HostDatabase database, Backlog.Epoch epoch) {
    database.write(
        connection -> {
          MetricTable.add(connection, epoch.totals(), epoch.number());
          return true;
        });
  }

  /**
   * What is known of a time.
   *
   * @param from seconds since 1970
   * @param before the end of it
   */
  List<MetricTable.Row> find(Scope scope, Span span, long from, long before) {
    moving.lock();
    try {
      List<MetricTable.Row> rows =
          new ArrayList<>(
              database.read(connection -> MetricTable.find(connection, scope, span, from, before)));
      rows.addAll(backlog.find(scope, span, from, before));
      return rows;
    } finally {
      moving.unlock();
    }
  }

  /** The function versions that were called since the host started. */
  Collection<Series> series() {
    return series.values();
  }

  /** The time by which samples are dated, in seconds since 1970. */
  long now() {
    return Math.floorDiv(clock.millis(), 1000L);
  }

  /** A function is gone; what it took stays in reports. */
  public void forget(String functionId) {
    series.keySet().removeIf(version -> version.functionId().equals(functionId));
  }

  @Override
  public void close() {
    timer.shutdown();
    guarded(this::flush);
  }
}
