package io.planform.store.database;

import io.planform.store.StoreException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database of ours. Several threads and several processes may use one at once: reads never wait
 * for writes, and writes of one state wait for each other.
 */
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {

  /**
   * Opens a SQLite file, which is made where it is missing, and brings its schema up to date.
   *
   * @param file readable by its owner only, like its folder if that is made too
   * @param migrations folder on the class path with Flyway's {@code V<number>__<what>.sql} files
   * @param application names the kind of database, for instance {@code state}; a file that is not
   *     marked with it is not touched
   * @throws StoreException also for a file whose schema a newer version has written
   */
  static Database open(Path file, String migrations, String application) throws StoreException {
    return SqliteDatabase.open(file, migrations, application);
  }

  /**
   * Opens a schema on a PostgreSQL server, which is made where it is missing, and brings it up to
   * date.
   *
   * @param schema if it has tables that are not ours, it is not touched
   * @param migrations folder on the class path with Flyway's {@code V<number>__<what>.sql} files
   * @throws StoreException also for a schema that a newer version has written
   */
  static Database open(PostgresServer server, String schema, String migrations)
      throws StoreException {
    return PostgresDatabase.open(server, schema, migrations);
  }

  /** Reads in one transaction, which sees the database as it was at its first query. */
  <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws StoreException, X;

  /**
   * Writes in one transaction and returns when it is durable; whatever the work throws undoes it.
   * Transactions of several threads share one commit. A work may be carried out again where the
   * first time was undone by a lost connection or a deadlock.
   */
  <T extends @Nullable Object, X extends Exception> T write(Work<T, X> transaction)
      throws StoreException, X;

  /** The database's clock as an SQL expression: milliseconds since 1970. */
  String clock();

  /**
   * Where a row lies, as an SQL expression, and what its text is cast to where it is looked for. It
   * is the quickest way back to a row, and the row there may be another one meanwhile.
   */
  RowAddress rowAddress();

  /**
   * @param column of every table
   * @param type for {@code CAST(? AS type)}
   */
  record RowAddress(String column, String type) {}

  @Override
  void close();
}
