package io.planform.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions on the one connection of this process that writes to a SQLite file. */
final class SqliteTransactions implements Transactions {
  private final Connection connection;

  SqliteTransactions(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void commit(Work<Integer, SQLException> work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        work.on(connection);
        statement.execute("COMMIT");
      } catch (Throwable e) {
        rollBack(statement, e);
        throw e;
      }
    }
  }

  private static void rollBack(Statement statement, Throwable cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      cause.addSuppressed(alreadyRolledBack);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
