package io.planform.store.database;

import io.planform.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A SQLite file. One connection of each process writes. */
final class SqliteDatabase implements Database {
  private final SqliteFile file;
  private final Readers readers;
  private final Writer writer;

  private SqliteDatabase(SqliteFile file) throws SQLException {
    this.file = file;
    this.readers = new Readers(file);
    this.writer = new Writer(new SqliteTransactions(file.connect()));
  }

  static SqliteDatabase open(Path file, String migrations, String application)
      throws StoreException {
    SqliteFile ours = new SqliteFile(file.toAbsolutePath().normalize(), application);
    try {
      ours.prepare(new Migrations(migrations));
      return new SqliteDatabase(ours);
    } catch (SQLException e) {
      throw ours.failure(e);
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws StoreException, X {
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  @Override
  public String clock() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(Work<T, X> transaction)
      throws StoreException, X {
    try {
      return writer.write(transaction);
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  @Override
  public RowAddress rowAddress() {
    return new RowAddress("rowid", "INTEGER");
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
