package io.planform.host.async;

import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import io.planform.store.database.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of invocations, those that wait included. It is kept for seven days after an
 * invocation was accepted, or until its function is deleted.
 */
public final class History {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  /** Of the ids in a JSON array. */
  private static final String RUNNING = "(SELECT value FROM json_each(?))";

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int DELETED_AT_ONCE = 1000;

  private final HostDatabase database;
  private final InstantSource clock;

  /**
   * @param database that has invocations alone
   */
  public History(HostDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Which invocations.
   *
   * @param urn empty for all versions and aliases
   * @param requestIds empty for all
   * @param from milliseconds since 1970, included, as {@code to} is: when they were accepted
   */
  record Filter(
      String functionId,
      Optional<String> urn,
      List<String> requestIds,
      Optional<AsyncStatus> status,
      boolean activeOnly,
      long from,
      long to) {}

  /**
   * One invocation.
   *
   * @param startedAt 0 where it has not run
   * @param endedAt 0 where it has not ended
   */
  record Entry(
      String requestId,
      AsyncStatus status,
      int code,
      String message,
      long startedAt,
      long endedAt) {}

  /**
   * @param total how many there are, not on this page only
   */
  record Page(List<Entry> entries, long total) {}

  /** Forgets all functions but some: those that were deleted while the host died. */
  public void retain(Predicate<String> functionIds) {
    database.read(InvocationTable::functions).stream()
        .filter(functionIds.negate())
        .forEach(this::delete);
  }

  /** Forgets a function that is gone; returns at once. */
  public void forget(String functionId) {
    Thread.ofVirtual().name("async-forget " + functionId).start(() -> delete(functionId));
  }

  private void delete(String functionId) {
    repeat(connection -> InvocationTable.delete(connection, functionId, DELETED_AT_ONCE));
  }

  /** Forgets what is too old. */
  void prune() {
    long before = clock.millis() - KEPT.toMillis();
    repeat(connection -> InvocationTable.prune(connection, before, DELETED_AT_ONCE));
  }

  /** A little at a time, since others write meanwhile. */
  private void repeat(Work<Integer, RuntimeException> deletion) {
    try {
      int deleted;
      do {
        deleted = database.write(deletion);
      } while (deleted == DELETED_AT_ONCE);
    } catch (ApiException e) {
      LOG.warn("old asynchronous invocations are not deleted yet: {}", e.getMessage());
    }
  }

  /**
   * A page, the latest ones first.
   *
   * @param begun when those began that run, by id
   */
  Page page(Filter filter, Map<Long, Long> begun, int offset, int size) {
    return database.read(connection -> page(connection, filter, begun, offset, size));
  }

  private static Page page(
      Connection connection, Filter filter, Map<Long, Long> begun, int offset, int size)
      throws SQLException {
    List<Object> arguments = new ArrayList<>();
    String where = where(filter, begun, arguments);
    long total =
        Sql.first(
                connection,
                row -> row.getLong(1),
                "SELECT count(*) FROM invocation WHERE " + where,
                arguments.toArray())
            .orElse(0L);
    arguments.add(size);
    arguments.add(offset);
    List<Entry> entries =
        Sql.list(
            connection,
            row -> entry(row, begun),
            """
            SELECT id, request_id, status, error_code, error_message, started_at, ended_at
            FROM invocation WHERE %s ORDER BY accepted_at DESC, id DESC LIMIT ? OFFSET ?
            """
                .formatted(where),
            arguments.toArray());
    return new Page(entries, total);
  }

  private static String where(Filter filter, Map<Long, Long> begun, List<Object> arguments) {
    StringBuilder where = new StringBuilder("function_id = ? AND accepted_at BETWEEN ? AND ?");
    arguments.addAll(List.of(filter.functionId(), filter.from(), filter.to()));
    filter
        .urn()
        .ifPresent(
            urn -> {
              where.append(" AND urn = ?");
              arguments.add(urn);
            });
    if (!filter.requestIds().isEmpty()) {
      where.append(" AND request_id IN (");
      where.append(filter.requestIds().stream().map(_ -> "?").collect(Collectors.joining(", ")));
      where.append(")");
      arguments.addAll(filter.requestIds());
    }
    if (filter.activeOnly()) {
      where.append(" AND status = 'WAIT'");
    }
    filter.status().ifPresent(status -> status(status, begun, where, arguments));
    return where.toString();
  }

  /** What runs waits as far as the table knows. */
  private static void status(
      AsyncStatus status, Map<Long, Long> begun, StringBuilder where, List<Object> arguments) {
    switch (status) {
      case WAIT -> {
        where.append(" AND status = 'WAIT' AND id NOT IN ").append(RUNNING);
        arguments.add(begun.keySet().toString());
      }
      case RUNNING -> {
        where.append(" AND status = 'WAIT' AND id IN ").append(RUNNING);
        arguments.add(begun.keySet().toString());
      }
      case SUCCESS, FAIL, DISCARD -> {
        where.append(" AND status = ?");
        arguments.add(status.name());
      }
    }
  }

  private static Entry entry(ResultSet row, Map<Long, Long> begun) throws SQLException {
    AsyncStatus stored = AsyncStatus.valueOf(row.getString("status"));
    Long since = stored == AsyncStatus.WAIT ? begun.get(row.getLong("id")) : null;
    return new Entry(
        row.getString("request_id"),
        since == null ? stored : AsyncStatus.RUNNING,
        row.getInt("error_code"),
        row.getString("error_message"),
        since == null ? row.getLong("started_at") : since,
        row.getLong("ended_at"));
  }

  /** The id of an invocation that has not ended. */
  Optional<Long> active(String functionId, String requestId) {
    return database.read(
        connection ->
            Sql.first(
                connection,
                row -> row.getLong(1),
                """
                SELECT id FROM invocation
                WHERE request_id = ? AND function_id = ? AND status = 'WAIT'
                """,
                requestId,
                functionId));
  }
}
