package io.planform.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a schema. Nothing is left to a session: whatever a transaction needs is set for it
 * alone, so that a pooler may hand every transaction another connection.
 */
final class PostgresConnections implements AutoCloseable {
  private static final int MOST = 8;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Set<String> ENDED_BY_SERVER = Set.of("57P01", "57P02", "57P03", "25P03");

  private final HikariDataSource pool;
  private final String select;

  /**
   * @param select SQL by which a transaction finds the schema's tables
   */
  PostgresConnections(DataSource source, String select) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.select = select;
  }

  /** Lends a connection; it is kept unless the work fails, since it may be amid a transaction. */
  <T extends @Nullable Object, X extends Exception> T use(Work<T, X> work) throws SQLException, X {
    Connection connection = pool.getConnection();
    try {
      T value = work.on(connection);
      connection.close();
      return value;
    } catch (Throwable e) {
      pool.evictConnection(connection);
      throw e;
    }
  }

  /**
   * @param mode what follows BEGIN
   */
  void begin(Statement statement, String mode) throws SQLException {
    statement.execute("BEGIN " + mode + "; " + select);
  }

  /** Whether a lost connection was the cause, which undid a transaction that was not committed. */
  static boolean isCut(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || ENDED_BY_SERVER.contains(state));
  }

  @Override
  public void close() {
    pool.close();
  }
}
