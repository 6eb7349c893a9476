package io.planform.store.database;

import io.planform.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite database file of ours. Several threads and several processes may use one at once: reads
 * never wait for writes, and writes wait for each other.
 */
public final class Database implements AutoCloseable {
  private final DatabaseFile file;
  private final Readers readers;
  private final Writer writer;

  private Database(DatabaseFile file) throws SQLException {
    this.file = file;
    this.readers = new Readers(file);
    this.writer = new Writer(file.connect());
  }

  /**
   * Opens a database file, which is made where it is missing, and brings its schema up to date.
   *
   * @param file readable by its owner only, like its folder if that is made too
   * @param migrations folder on the class path with Flyway's {@code V<number>__<what>.sql} files
   * @param application names the kind of database, for instance {@code state}; a file that is not
   *     marked with it is not touched
   * @throws StoreException also for a file whose schema a newer version has written
   */
  public static Database open(Path file, String migrations, String application)
      throws StoreException {
    DatabaseFile ours = new DatabaseFile(file.toAbsolutePath().normalize(), application);
    try {
      ours.prepare(new Migrations(migrations));
      return new Database(ours);
    } catch (SQLException e) {
      throw ours.failure(e);
    }
  }

  /** Reads in one transaction, which sees the database as it was at its first query. */
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws StoreException, X {
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  /**
   * Writes in one transaction and returns when it is durable; whatever the work throws undoes it.
   * Transactions of several threads share one fsync.
   */
  public <T extends @Nullable Object, X extends Exception> T write(Work<T, X> transaction)
      throws StoreException, X {
    try {
      return writer.write(transaction);
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  @Override
  public void close() {
    try (writer;
        readers) {
      // Nothing but closing them, the writer last: it moves the log into the file.
    } catch (SQLException e) {
      // All that was written is durable, and there is nobody who could do something about it.
    }
  }
}
