package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.dispatch.PoolStatus;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /** Journals that wait for a database that fails; the oldest are given up then. */
  private static final int MOST_PENDING = 16;

  private final HostDatabase database;
  private final Path folder;
  private final Supplier<List<PoolStatus>> pools;
  private final InstantSource clock;
  private final ConcurrentHashMap<Version, Series> series = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /** Held while totals move from memory to the database, and while both are read. */
  private final ReentrantLock moving = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();

  /** What is not in the database, the oldest first; the last one is added to. */
  private final Deque<Epoch> epochs = new ArrayDeque<>();

  private long nextJournal;

  private record Version(String functionId, String name) {}

  /** What one journal holds, summed up, and whose it is. */
  private record Epoch(
      long number,
      @Nullable Journal journal,
      Map<Cell, Totals> totals,
      Map<Integer, Series> owners) {
    static Epoch of(long number, @Nullable Journal journal) {
      return new Epoch(number, journal, new HashMap<>(), new HashMap<>());
    }

    void add(Sample sample) {
      totals.computeIfAbsent(Cell.of(sample), _ -> new Totals()).add(sample);
    }
  }

  private Metrics(
      HostDatabase database, Path folder, Supplier<List<PoolStatus>> pools, InstantSource clock) {
    this.database = database;
    this.folder = folder;
    this.pools = pools;
    this.clock = clock;
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("metrics").daemon().factory());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
    Metrics metrics = new Metrics(database, PrivateFolder.create(folder), pools, clock);
    metrics.recover();
    metrics.timer.scheduleWithFixedDelay(
        () -> metrics.guarded(metrics::gauge), GAUGE_SECONDS, GAUGE_SECONDS, TimeUnit.SECONDS);
    metrics.timer.scheduleWithFixedDelay(
        () -> metrics.guarded(metrics::flush), FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    return metrics;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("metrics: {}", e.toString());
    }
  }

  private void recover() throws IOException {
    List<Path> journals;
    try (Stream<Path> files = Files.list(folder)) {
      journals =
          files.filter(Journal::isOne).sorted(Comparator.comparing(Journal::numberOf)).toList();
    }
    long done = database.read(MetricTable::lastJournal);
    long last = done;
    for (Path file : journals) {
      last = Math.max(last, Journal.numberOf(file));
      if (Journal.numberOf(file) > done) {
        Epoch epoch = Epoch.of(Journal.numberOf(file), null);
        Journal.replay(file, epoch::add);
        store(epoch);
      }
      Files.delete(file);
    }
    database.write(
        connection -> {
          MetricTable.prune(connection, clock.instant());
          MetricTable.pruneSeries(connection);
          return true;
        });
    nextJournal = last + 1;
    epochs.add(newEpoch());
  }

  private Epoch newEpoch() {
    long number = nextJournal++;
    try {
      return Epoch.of(number, Journal.create(folder, number));
    } catch (IOException e) {
      LOG.warn("metrics of the next minute would not outlive a crash: {}", e.toString());
      return Epoch.of(number, null);
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

  void record(
      Series of, Kind kind, double durationMillis, int concurrency, int instances, int memory) {
    if (of.number() == 0) {
      return;
    }
    Sample sample =
        new Sample(
            of.number(), kind, clock.millis(), durationMillis, concurrency, instances, memory);
    lock.lock();
    try {
      Journal journal = epochs.getLast().journal();
      if (journal != null && !journal.add(sample)) {
        epochs.add(newEpoch());
        timer.execute(() -> guarded(this::flush));
        journal = epochs.getLast().journal();
        if (journal != null) {
          journal.add(sample);
        }
      }
      epochs.getLast().owners().put(of.number(), of);
      epochs.getLast().add(sample);
    } finally {
      lock.unlock();
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
            record(each, Kind.GAUGE, 0, each.inFlight(), count, 0);
          }
        });
  }

  /** Brings to the database what is in memory only. */
  void flush() {
    moving.lock();
    try {
      List<Epoch> done = full();
      for (Epoch epoch : done) {
        try {
          store(epoch);
        } catch (ApiException e) {
          LOG.warn("metrics are not stored yet: {}", e.getMessage());
          return;
        }
        remove(epoch);
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

  /** The epochs that are to be stored; what comes from now on goes to a new one. */
  private List<Epoch> full() {
    lock.lock();
    try {
      boolean waits = epochs.size() > 1;
      if (!waits && epochs.getLast().totals().isEmpty()) {
        return List.of();
      }
      if (!waits) {
        epochs.add(newEpoch());
      }
      while (epochs.size() > MOST_PENDING) {
        LOG.warn("metrics are lost: the database has failed for too long");
        delete(epochs.removeFirst());
      }
      List<Epoch> all = new ArrayList<>(epochs);
      all.removeLast();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void store(Epoch epoch) {
    database.write(
        connection -> {
          MetricTable.add(connection, epoch.totals(), epoch.number());
          return true;
        });
  }

  private void remove(Epoch epoch) {
    lock.lock();
    try {
      epochs.remove(epoch);
    } finally {
      lock.unlock();
    }
    delete(epoch);
  }

  private static void delete(Epoch epoch) {
    try {
      if (epoch.journal() != null) {
        epoch.journal().delete();
      }
    } catch (IOException e) {
      LOG.warn("a journal of metrics cannot be deleted: {}", e.toString());
    }
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
      rows.addAll(inMemory(scope, span, from, before));
      return rows;
    } finally {
      moving.unlock();
    }
  }

  private List<MetricTable.Row> inMemory(Scope scope, Span span, long from, long before) {
    List<MetricTable.Row> rows = new ArrayList<>();
    lock.lock();
    try {
      for (Epoch epoch : epochs) {
        epoch
            .totals()
            .forEach(
                (cell, totals) -> {
                  Series of = epoch.owners().get(cell.series());
                  long start = span.start(cell.second());
                  if (of != null && scope.includes(of) && start >= from && start < before) {
                    Totals copy = new Totals();
                    copy.add(totals);
                    rows.add(new MetricTable.Row(of.urn(), cell.series(), start, copy));
                  }
                });
      }
    } finally {
      lock.unlock();
    }
    return rows;
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
