package io.planform.host.async;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.async.QueuedInvocation.Place;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code invocation}, as far as it is a queue. */
final class InvocationTable {
  private InvocationTable() {}

  /** Adds an invocation and returns it as it was stored. */
  static QueuedInvocation insert(Connection connection, QueuedInvocation draft, long now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO invocation (request_id, function_id, urn, memory, depth, status,
              accepted_at, due_at, attempts, payload)
            VALUES (?, ?, ?, ?, ?, 'WAIT', ?, ?, 0, ?) RETURNING id
            """)) {
      insert.setString(1, draft.requestId());
      insert.setString(2, draft.functionId());
      insert.setString(3, draft.urn().toString());
      insert.setInt(4, draft.memory());
      insert.setInt(5, draft.depth());
      insert.setLong(6, now);
      insert.setLong(7, now);
      insert.setBytes(8, draft.payload());
      return draft.stored(insert.executeQuery().getLong(1), now);
    }
  }

  static boolean isKnown(Connection connection, String requestId) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT id FROM invocation WHERE request_id = ?",
            requestId)
        .isPresent();
  }

  /** Whether that many wait for a function; looks at no more than these. */
  static boolean isLong(Connection connection, String functionId, int length) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            """
            SELECT id FROM invocation WHERE status = 'WAIT' AND function_id = ?
            LIMIT 1 OFFSET ?
            """,
            functionId,
            length - 1)
        .isPresent();
  }

  /**
   * Those of a function that are due, the first ones first.
   *
   * @param after where the last ones ended
   * @param most how many
   * @param bytes of payload in all, beyond which there are no more; one there may always be
   */
  static List<QueuedInvocation> due(
      Connection connection, String functionId, Place after, long now, int most, int bytes)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id, request_id, urn, memory, depth, accepted_at, due_at, attempts, payload
            FROM invocation
            WHERE status = 'WAIT' AND function_id = ? AND (due_at, id) > (?, ?) AND due_at <= ?
            ORDER BY due_at, id LIMIT ?
            """)) {
      select.setString(1, functionId);
      select.setLong(2, after.dueAt());
      select.setLong(3, after.id());
      select.setLong(4, now);
      select.setInt(5, most);
      ResultSet row = select.executeQuery();
      List<QueuedInvocation> due = new ArrayList<>();
      int read = 0;
      while (read < bytes && row.next()) {
        QueuedInvocation next = invocation(functionId, row);
        due.add(next);
        read += next.payload().length;
      }
      return due;
    }
  }

  private static QueuedInvocation invocation(String functionId, ResultSet row) throws SQLException {
    String urn = row.getString("urn");
    return new QueuedInvocation(
        row.getLong("id"),
        row.getString("request_id"),
        functionId,
        FunctionUrn.parse(urn).orElseThrow(() -> new IllegalStateException(urn + " is no URN")),
        row.getInt("memory"),
        row.getInt("depth"),
        row.getLong("accepted_at"),
        row.getLong("due_at"),
        row.getInt("attempts"),
        row.getBytes("payload"));
  }

  /** When the first one after a place is due. */
  static Optional<Long> nextDue(Connection connection, String functionId, Place after)
      throws SQLException {
    return Sql.first(
        connection,
        row -> row.getLong(1),
        """
        SELECT due_at FROM invocation
        WHERE status = 'WAIT' AND function_id = ? AND (due_at, id) > (?, ?)
        ORDER BY due_at, id LIMIT 1
        """,
        functionId,
        after.dueAt(),
        after.id());
  }

  /** Ends an invocation; false where it has ended or is gone. */
  static boolean end(
      Connection connection, long id, Verdict.Ended verdict, long startedAt, long now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE invocation SET status = ?, error_code = ?, error_message = ?, started_at = ?,
              ended_at = ?, payload = NULL
            WHERE id = ? AND status = 'WAIT'
            """)) {
      update.setString(1, verdict.status().name());
      update.setInt(2, verdict.code());
      update.setString(3, verdict.message());
      update.setLong(4, startedAt);
      update.setLong(5, now);
      update.setLong(6, id);
      return update.executeUpdate() > 0;
    }
  }

  /** Notes that a run failed and another one is to come. */
  static void repeat(Connection connection, long id, int attempts, long dueAt) throws SQLException {
    Sql.update(
        connection,
        "UPDATE invocation SET attempts = ?, due_at = ? WHERE id = ? AND status = 'WAIT'",
        attempts,
        dueAt,
        id);
  }

  /** The functions for which something waits; looks at one row of each. */
  static List<String> functionsWaiting(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT function_id FROM invocation WHERE status = 'WAIT' AND function_id > ?
            ORDER BY function_id LIMIT 1
            """)) {
      List<String> functions = new ArrayList<>();
      for (String next = next(select, ""); !next.isEmpty(); next = next(select, next)) {
        functions.add(next);
      }
      return functions;
    }
  }

  /** All functions of which something is known; looks at one row of each. */
  static List<String> functions(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT function_id FROM invocation WHERE function_id > ?
            ORDER BY function_id LIMIT 1
            """)) {
      List<String> functions = new ArrayList<>();
      for (String next = next(select, ""); !next.isEmpty(); next = next(select, next)) {
        functions.add(next);
      }
      return functions;
    }
  }

  private static String next(PreparedStatement select, String after) throws SQLException {
    select.setString(1, after);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** What one that waits was called as. */
  static Optional<FunctionUrn> calledAs(Connection connection, String functionId)
      throws SQLException {
    return Sql.first(
            connection,
            row -> row.getString(1),
            "SELECT urn FROM invocation WHERE status = 'WAIT' AND function_id = ? LIMIT 1",
            functionId)
        .flatMap(FunctionUrn::parse);
  }

  static long waiting(Connection connection, String functionId) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT count(*) FROM invocation WHERE status = 'WAIT' AND function_id = ?",
            functionId)
        .orElse(0L);
  }

  /** Deletes some of a function's, and tells how many. */
  static int delete(Connection connection, String functionId, int most) throws SQLException {
    return Sql.update(
        connection,
        """
        DELETE FROM invocation
        WHERE id IN (SELECT id FROM invocation WHERE function_id = ? LIMIT ?)
        """,
        functionId,
        most);
  }

  /** Deletes, of the oldest ones, those that ended and were accepted before a time. */
  static int prune(Connection connection, long before, int most) throws SQLException {
    return Sql.update(
        connection,
        """
        DELETE FROM invocation WHERE id IN (
          SELECT id FROM (SELECT id, accepted_at, status FROM invocation ORDER BY id LIMIT ?)
          WHERE accepted_at < ? AND status <> 'WAIT')
        """,
        most,
        before);
  }
}
