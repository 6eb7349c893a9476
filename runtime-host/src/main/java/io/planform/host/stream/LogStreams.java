package io.planform.host.stream;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All groups and streams, durable in the host's database and in memory: every invocation asks for
 * one. Safe for use by many threads.
 */
public final class LogStreams {
  private final HostDatabase database;
  private final OperationLedger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, LogGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, LogStream> streams = new ConcurrentHashMap<>();

  public LogStreams(HostDatabase database, OperationLedger ledger) {
    this.database = database;
    this.ledger = ledger;
    database.read(StreamTable::groups).forEach(group -> groups.put(group.id(), group));
    database.read(StreamTable::streams).forEach(stream -> streams.put(stream.id(), stream));
  }

  List<LogGroup> groups() {
    return groups.values().stream().sorted(LogStreams::byAge).toList();
  }

  private static int byAge(LogGroup one, LogGroup other) {
    return Long.compare(one.createdAt(), other.createdAt());
  }

  /** Of a group, or of all where there is none such. */
  List<LogStream> streams(Optional<LogGroup> group) {
    return streams.values().stream()
        .filter(stream -> group.isEmpty() || stream.groupId().equals(group.get().id()))
        .sorted((one, other) -> Long.compare(one.createdAt(), other.createdAt()))
        .toList();
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  LogGroup group(String id) {
    LogGroup group = groups.get(id);
    if (group == null) {
      throw new ApiException(FgsError.FSS_0404, "There is no log group %s.".formatted(id));
    }
    return group;
  }

  public String groupName(LogStream stream) {
    return group(stream.groupId()).name();
  }

  public Optional<LogStream> find(String id) {
    return Optional.ofNullable(streams.get(id));
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  public LogStream stream(String groupId, String id) {
    return find(id)
        .filter(stream -> stream.groupId().equals(groupId))
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_0404,
                    "There is no log stream %s in the group %s.".formatted(id, groupId)));
  }

  /** How long a stream keeps what it holds; empty for one that nobody made. */
  public Optional<Duration> age(String id) {
    return find(id)
        .map(
            stream ->
                stream.days() == LogStream.OF_GROUP
                    ? group(stream.groupId()).days()
                    : stream.days())
        .map(Duration::ofDays);
  }

  /** That of a group's and its own name. */
  public Optional<LogStream> find(String group, String name) {
    return streams.values().stream()
        .filter(each -> each.name().equals(name) && groupName(each).equals(group))
        .findFirst();
  }

  /**
   * A stream of the host itself, made with its group where it is missing.
   *
   * @param days that its group keeps logs
   */
  public LogStream ensure(String groupName, String name, int days) {
    lock.lock();
    try {
      return find(groupName, name).orElseGet(() -> make(groupName, name, days));
    } finally {
      lock.unlock();
    }
  }

  private LogStream make(String groupName, String name, int days) {
    long now = System.currentTimeMillis();
    LogGroup group =
        groups.values().stream()
            .filter(each -> each.name().equals(groupName))
            .findFirst()
            .orElseGet(
                () -> new LogGroup(UUID.randomUUID().toString(), groupName, days, Map.of(), now));
    LogStream stream =
        new LogStream(
            UUID.randomUUID().toString(),
            group.id(),
            name,
            LogStream.OF_GROUP,
            false,
            Map.of(),
            now);
    database.write(
        connection -> {
          StreamTable.put(connection, group);
          StreamTable.put(connection, stream);
          return true;
        });
    groups.put(group.id(), group);
    streams.put(stream.id(), stream);
    return stream;
  }

  Response create(LogGroup group, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> {
          if (groups.values().stream().anyMatch(each -> each.name().equals(group.name()))) {
            throw taken("group", group.name());
          }
          StreamTable.put(connection, group);
        },
        () -> groups.put(group.id(), group));
  }

  Response create(LogStream stream, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> {
          if (streams(Optional.of(group(stream.groupId()))).stream()
              .anyMatch(each -> each.name().equals(stream.name()))) {
            throw taken("stream", stream.name());
          }
          StreamTable.put(connection, stream);
        },
        () -> streams.put(stream.id(), stream));
  }

  private static ApiException taken(String kind, String name) {
    return new ApiException(FgsError.FSS_0409, "There is a log %s %s.".formatted(kind, name));
  }

  Response change(LogGroup group, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> StreamTable.put(connection, group),
        () -> groups.put(group.id(), group));
  }

  Response change(LogStream stream, Operation operation, Response answer) {
    return done(
        operation,
        answer,
        connection -> StreamTable.put(connection, stream),
        () -> streams.put(stream.id(), stream));
  }

  /** Deletes a group with its streams. */
  Response delete(LogGroup group, Operation operation) {
    return done(
        operation,
        Response.noContent(),
        connection -> StreamTable.deleteGroup(connection, group.id()),
        () -> {
          groups.remove(group.id());
          streams.values().removeIf(stream -> stream.groupId().equals(group.id()));
        });
  }

  Response delete(LogStream stream, Operation operation) {
    return done(
        operation,
        Response.noContent(),
        connection -> StreamTable.deleteStream(connection, stream.id()),
        () -> streams.remove(stream.id()));
  }

  /** A change of the tables. */
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
}
