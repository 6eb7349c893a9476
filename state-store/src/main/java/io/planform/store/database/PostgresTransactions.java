package io.planform.store.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that write to PostgreSQL. One that is lost with its connection before COMMIT is sent
 * was undone and is carried out again. If the connection is lost while COMMIT is under way, the
 * server is asked what became of the transaction.
 */
final class PostgresTransactions implements Transactions {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /**
   * The server ends a transaction whose client is stopped or cut off, which frees its locks, and
   * whose outcome can be told from then on: sooner than patience ends.
   */
  private static final String SETTINGS =
      """
      SET LOCAL synchronous_commit TO on;
      SET LOCAL lock_timeout TO '30s';
      SET LOCAL idle_in_transaction_session_timeout TO '20s';
      SELECT pg_current_xact_id()
      """;

  /** Serialization failure and deadlock: the transaction was undone for another's sake. */
  private static final Set<String> COLLIDED = Set.of("40001", "40P01");

  private final PostgresConnections connections;

  PostgresTransactions(PostgresConnections connections) {
    this.connections = connections;
  }

  @Override
  public void commit(Work<Integer, SQLException> work) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = FIRST_PAUSE;
    while (!isCommitted(work, deadline)) {
      pause = pause(pause);
    }
  }

  /** One attempt; false if it was undone and may be repeated. */
  private boolean isCommitted(Work<Integer, SQLException> work, long deadline) throws SQLException {
    String[] transaction = {""};
    try {
      connections.use(connection -> carryOut(connection, work, transaction));
      return true;
    } catch (SQLException e) {
      boolean undone = PostgresConnections.isCut(e) || COLLIDED.contains(e.getSQLState());
      if (!undone || System.nanoTime() > deadline) {
        throw e;
      }
      return !transaction[0].isEmpty() && isCommitted(transaction[0], deadline);
    }
  }

  /**
   * @param committing receives the transaction's id before COMMIT is sent
   */
  private int carryOut(Connection connection, Work<Integer, SQLException> work, String[] committing)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      connections.begin(statement, "");
      String transaction = begun(statement);
      int done = work.on(connection);
      committing[0] = transaction;
      statement.execute("COMMIT");
      return done;
    }
  }

  private static String begun(Statement statement) throws SQLException {
    statement.execute(SETTINGS);
    while (!statement.getMoreResults()) {
      if (statement.getUpdateCount() == -1) {
        throw new SQLException("The server gave the transaction no id.");
      }
    }
    try (ResultSet row = statement.getResultSet()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Asks until the server has ended the transaction, or patience is over. */
  private boolean isCommitted(String transaction, long deadline) throws SQLException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      switch (status(transaction)) {
        case "committed" -> {
          return true;
        }
        case "aborted" -> {
          return false;
        }
        default -> {
          if (System.nanoTime() > deadline) {
            throw unknown(null);
          }
          pause = pause(pause);
        }
      }
    }
  }

  /** Empty if the server cannot be asked now. */
  private String status(String transaction) throws SQLException {
    try {
      return connections.use(
          connection ->
              Sql.first(
                      connection,
                      row -> String.valueOf(row.getString(1)),
                      "SELECT pg_xact_status(CAST(? AS xid8))",
                      transaction)
                  .orElse(""));
    } catch (SQLException e) {
      if (PostgresConnections.isCut(e)) {
        return "";
      }
      throw unknown(e);
    }
  }

  private static SQLException unknown(@Nullable SQLException cause) {
    return new SQLException(
        "the connection was lost during a commit, and the server does not tell whether it was done;"
            + " the next run finds out",
        "40003",
        cause);
  }

  private static Duration pause(Duration length) throws SQLException {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("waiting for the server was interrupted", e);
    }
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  @Override
  public void close() {}
}
