package io.planform.store.database;

import io.planform.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** The file of a database: made whole or not at all, and recognised before it is written to. */
final class SqliteFile implements Migrated {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      permissions("rw-------");

  private final Path path;
  private final String application;

  SqliteFile(Path path, String application) {
    this.path = path;
    this.application = application;
  }

  /** Makes the file if it is missing, and brings its schema up to date. */
  void prepare(Migrations migrations) throws StoreException, SQLException {
    if (Files.exists(path)) {
      requireOurs();
      if (migrations.areApplied(this)) {
        return;
      }
    }
    try {
      Files.createDirectories(path.getParent(), permissions("rwx------"));
      underLock(migrations);
    } catch (IOException e) {
      throw StoreException.of("The database " + path + " cannot be made", e);
    }
  }

  /**
   * Makes and migrates the file while no other thread or process does. Flyway finds no lock in
   * SQLite that it could take for that; a second, always empty database serves as one.
   */
  private void underLock(Migrations migrations) throws IOException, StoreException, SQLException {
    Path lock = path.resolveSibling(path.getFileName() + "-migration");
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) PATIENCE.toMillis());
    try (Connection connection = source(lock, config).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      Files.setPosixFilePermissions(lock, OWNER_ONLY.value());
      if (Files.notExists(path)) {
        create();
      }
      if (!migrations.areApplied(this)) {
        migrations.apply(this);
      }
    }
  }

  /** A connection that writes; transactions are begun and ended by SQL. */
  Connection connect() throws SQLException {
    return source().getConnection();
  }

  Connection connectReadOnly() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) PATIENCE.toMillis());
    return source(path, config).getConnection();
  }

  @Override
  public int newestApplied() throws SQLException {
    try (Connection connection = connectReadOnly()) {
      return Sql.first(
                  connection,
                  row -> true,
                  "SELECT 1 FROM sqlite_schema WHERE name = 'flyway_schema_history'")
              .isPresent()
          ? Sql.first(
                  connection,
                  row -> row.getInt(1),
                  "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")
              .orElse(0)
          : 0;
    }
  }

  @Override
  public FluentConfiguration migration(FluentConfiguration flyway) {
    return flyway.dataSource(source());
  }

  private SQLiteDataSource source() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) PATIENCE.toMillis());
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return source(path, config);
  }

  /** What went wrong with this file, for a user. */
  StoreException failure(SQLException e) {
    String what =
        switch (code(e)) {
          case SQLITE_FULL -> "cannot be written: the disk is full";
          case SQLITE_BUSY, SQLITE_LOCKED -> "is being written by another process for too long";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "may not be written by this user";
          case SQLITE_CANTOPEN -> "cannot be opened";
          case SQLITE_CORRUPT, SQLITE_NOTADB -> "is damaged; restore it from a backup";
          default -> "cannot be used: " + e.getMessage();
        };
    return new StoreException("The database " + path + " " + what + ".", e);
  }

  @Override
  public StoreException failure(String what, @Nullable Throwable cause) {
    return new StoreException("The database " + path + " " + what, cause);
  }

  /** Looks into the file without taking locks or leaving anything beside it. */
  private void requireOurs() throws StoreException {
    String notOurs = path + " is not a Planform " + application + " database and is left alone";
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setReadOnly(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:file:" + path.toUri().getRawPath() + "?immutable=1");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA application_id")) {
      if (row.getInt(1) != applicationId()) {
        throw new StoreException(notOurs + ". Name another file.");
      }
    } catch (SQLException e) {
      if (code(e) == SQLiteErrorCode.SQLITE_NOTADB) {
        throw new StoreException(notOurs + ": " + otherFormat(), e);
      }
      throw failure(e);
    }
  }

  private String otherFormat() {
    return beginsLikeJson()
        ? "it looks like a state of Terraform's. Name another file, and take the state over with:"
            + " planform state import-tfstate "
            + path
        : "it has another format. Name another file.";
  }

  private boolean beginsLikeJson() {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(64), StandardCharsets.UTF_8).stripLeading().startsWith("{");
    } catch (IOException e) {
      return false;
    }
  }

  /** The primary result code: the extended ones add a byte above it. */
  private static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }

  /** Stable by the definition of {@link String#hashCode}, and never 0, which marks nothing. */
  private int applicationId() {
    return ("planform " + application).hashCode() | 1;
  }

  /** Makes the file under another name first, so that a crash never leaves half a database. */
  private void create() throws IOException, SQLException {
    Path draft = path.resolveSibling(path.getFileName() + "-new");
    for (String part : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + part));
    }
    Files.createFile(draft, OWNER_ONLY);
    SQLiteConfig config = new SQLiteConfig();
    config.setApplicationId(applicationId());
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    source(draft, config).getConnection().close();
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(path.getParent(), Set.of(StandardOpenOption.READ))) {
      folder.force(true);
    }
  }

  private static SQLiteDataSource source(Path path, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
