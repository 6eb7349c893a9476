package io.planform.host.ingestion;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams and their records. A record is durable when it was put, and is kept for as long as
 * its stream says. Safe for use by many threads.
 */
public final class DataStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataStreams.class);
  private static final Duration TIDIED_EVERY = Duration.ofMinutes(1);
  private static final int DELETED_AT_ONCE = 1000;

  private final HostDatabase database;
  private final HostDatabase records;
  private final OperationLedger ledger;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, DataStream> byName = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("records").daemon().factory());

  /**
   * @param records has records alone
   */
  public DataStreams(
      HostDatabase database, HostDatabase records, OperationLedger ledger, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.ledger = ledger;
    this.clock = clock;
    database.read(DataStreamTable::all).forEach(each -> byName.put(each.name(), each));
  }

  /** Deletes, now and then, what is too old and what belongs to no stream. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public void start() {
    timer.scheduleWithFixedDelay(this::tidy, 0, TIDIED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tidy() {
    try {
      byName.values().forEach(this::prune);
      List<String> known = byName.values().stream().map(DataStream::id).toList();
      records.read(RecordTable::streams).stream()
          .filter(id -> !known.contains(id))
          .forEach(this::forget);
    } catch (ApiException e) {
      LOG.warn("old records are not deleted yet: {}", e.getMessage());
    }
  }

  private void prune(DataStream stream) {
    for (int number = 0; number < stream.partitions(); number++) {
      Partition partition = new Partition(stream, number);
      long first = records.read(connection -> earliest(connection, partition));
      repeat(connection -> RecordTable.deleteBefore(connection, partition, first, DELETED_AT_ONCE));
    }
  }

  private void forget(String id) {
    repeat(connection -> RecordTable.delete(connection, id, DELETED_AT_ONCE));
  }

  /** A little at a time, since others write meanwhile. */
  private void repeat(Work<Integer, RuntimeException> deletion) {
    int deleted;
    do {
      deleted = records.write(deletion);
    } while (deleted == DELETED_AT_ONCE);
  }

  /** The first record that is not too old. */
  private long earliest(Connection connection, Partition partition) throws SQLException {
    long since = clock.millis() - partition.stream().kept().toMillis();
    return RecordTable.firstSince(connection, partition, since);
  }

  List<DataStream> all() {
    return byName.values().stream().sorted(Comparator.comparing(DataStream::name)).toList();
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  public void check(String name) {
    DataStream unused = get(name);
  }

  DataStream get(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_0404, "There is no stream %s.".formatted(name)));
  }

  DataStream byId(String id) {
    return byName.values().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(FgsError.FSS_0404, "There is no stream of id %s.".formatted(id)));
  }

  Response create(DataStream stream, int most, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> {
          if (byName.containsKey(stream.name())) {
            throw new ApiException(
                FgsError.FSS_0409, "There is a stream %s.".formatted(stream.name()));
          }
          int partitions = byName.values().stream().mapToInt(DataStream::partitions).sum();
          if (partitions + stream.partitions() > most) {
            throw ApiException.invalid(
                "All streams together have %d partitions at most; there are %d."
                    .formatted(most, partitions));
          }
          DataStreamTable.put(connection, stream);
        },
        () -> byName.put(stream.name(), stream));
  }

  Response change(DataStream stream, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> DataStreamTable.put(connection, stream),
        () -> byName.put(stream.name(), stream));
  }

  /** Its records and what was noted of them go with it. */
  Response delete(DataStream stream, Operation operation) {
    return done(
        operation,
        Response.noContent(),
        connection -> DataStreamTable.delete(connection, stream),
        () -> {
          byName.remove(stream.name());
          timer.execute(this::tidy);
        });
  }

  /** A change of the table. */
  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a change, once for each operation; in memory after it is durable. */
  private Response done(Operation operation, Response answer, Change change, Runnable inMemory) {
    lock.lock();
    try {
      Optional<Response> before =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Optional<Response> known = ledger.recall(connection, operation);
                if (known.isEmpty()) {
                  change.on(connection);
                  ledger.remember(connection, operation, answer);
                }
                return known;
              });
      if (before.isEmpty()) {
        inMemory.run();
      }
      return before.orElse(answer);
    } finally {
      lock.unlock();
    }
  }

  /** A record that has its partition by its key. */
  public record Draft(String key, byte[] data) {}

  /** A record that has its partition. */
  record Placed(Partition partition, String key, byte[] data) {}

  /** Puts records into a stream; they are durable then, all or none. */
  public void put(String stream, List<Draft> drafts) {
    DataStream of = get(stream);
    List<Long> unused =
        append(
            drafts.stream()
                .map(each -> new Placed(Partition.ofKey(of, each.key()), each.key(), each.data()))
                .toList());
  }

  /** The records' sequence numbers, in their order. */
  List<Long> append(List<Placed> placed) {
    return records.write(
        connection -> {
          List<Long> sequences = new ArrayList<>();
          for (Placed each : placed) {
            sequences.add(
                RecordTable.append(
                    connection, each.partition(), each.key(), each.data(), clock.millis()));
          }
          return sequences;
        });
  }

  /** The first record that is kept, or the next one to come. */
  long first(Partition partition) {
    return records.read(connection -> earliest(connection, partition));
  }

  /** The first record since a time that is kept, or the next one to come. */
  long firstSince(Partition partition, long time) {
    return records.read(
        connection ->
            Math.max(
                earliest(connection, partition),
                RecordTable.firstSince(connection, partition, time)));
  }

  /** The record to come. */
  long next(Partition partition) {
    return records.read(connection -> RecordTable.next(connection, partition));
  }

  /** As {@link RecordTable#read}, of what is not too old. */
  List<StreamRecord> read(Partition partition, long from, int most, int bytes) {
    return records.read(
        connection -> {
          long first = Math.max(from, earliest(connection, partition));
          return RecordTable.read(connection, partition, first, most, bytes);
        });
  }

  /** Milliseconds since a record came. */
  long age(StreamRecord record) {
    return clock.millis() - record.arrivedAt();
  }

  /** Where readers are. */
  Checkpoints checkpoints() {
    return new Checkpoints(records);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
