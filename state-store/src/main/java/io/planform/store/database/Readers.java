package io.planform.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Connections for reading, opened when needed and kept. */
final class Readers implements AutoCloseable {
  private static final int MOST = 8;

  private final SqliteFile file;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore free = new Semaphore(MOST);
  private volatile boolean closed;

  Readers(SqliteFile file) {
    this.file = file;
  }

  <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work) throws SQLException, X {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw new SQLException("it is closed");
      }
      Connection connection = idle.poll();
      if (connection == null) {
        connection = file.connectReadOnly();
      }
      return read(connection, work);
    } finally {
      free.release();
    }
  }

  /** Keeps the connection for the next one, unless something went wrong on it. */
  private <T extends @Nullable Object, X extends Exception> T read(
      Connection connection, Work<T, X> work) throws SQLException, X {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      T value = work.on(connection);
      statement.execute("ROLLBACK");
      idle.push(connection);
      return value;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  /** Waits for the reads that are under way; those after it fail. */
  @Override
  public void close() throws SQLException {
    free.acquireUninterruptibly(MOST);
    try {
      closed = true;
      for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
        connection.close();
      }
    } finally {
      free.release(MOST);
    }
  }
}
