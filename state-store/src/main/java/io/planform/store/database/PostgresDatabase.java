package io.planform.store.database;

import io.planform.store.StoreException;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A schema on a PostgreSQL server. */
final class PostgresDatabase implements Database {
  private final PostgresSchema schema;
  private final PostgresConnections connections;
  private final Writer writer;

  private PostgresDatabase(PostgresSchema schema, PostgresConnections connections) {
    this.schema = schema;
    this.connections = connections;
    this.writer = new Writer(new PostgresTransactions(connections));
  }

  static PostgresDatabase open(PostgresServer server, String schema, String migrations)
      throws StoreException {
    PostgresSchema ours = new PostgresSchema(server, schema);
    try {
      ours.prepare(new Migrations(migrations));
    } catch (SQLException e) {
      throw ours.failure(e);
    }
    return new PostgresDatabase(ours, new PostgresConnections(server.dataSource(), ours.select()));
  }

  /** Once more where the connection was lost: reading changes nothing. */
  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws StoreException, X {
    try {
      try {
        return readOnce(work);
      } catch (SQLException e) {
        if (!PostgresConnections.isCut(e)) {
          throw e;
        }
        return readOnce(work);
      }
    } catch (SQLException e) {
      throw schema.failure(e);
    }
  }

  private <T extends @Nullable Object, X extends Exception> T readOnce(Work<T, X> work)
      throws SQLException, X {
    return connections.use(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            connections.begin(statement, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
            T value = work.on(connection);
            statement.execute("COMMIT");
            return value;
          }
        });
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(Work<T, X> transaction)
      throws StoreException, X {
    try {
      return writer.write(transaction);
    } catch (SQLException e) {
      throw schema.failure(e);
    }
  }

  @Override
  public String clock() {
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  public RowAddress rowAddress() {
    return new RowAddress("ctid", "tid");
  }

  @Override
  public void close() {
    try (connections) {
      writer.close();
    } catch (SQLException e) {
      // All that was written is durable, and there is nobody who could do something about it.
    }
  }
}
