package io.planform.store.database;

import io.planform.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
import org.sqlite.SQLiteException;

/** The file of a database: made whole or not at all, and recognised before it is written to. */
final class SqliteFile implements Migrated {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of SQLite's file format: how a file begins, and where its application's id is. */
  private static final String MAGIC = "SQLite format 3\0";

  private static final int APPLICATION_AT = 68;
  private static final int HEADER_BYTES = 100;

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
    try {
      if (Files.exists(path)) {
        requireOurs();
        if (migrations.areApplied(this)) {
          return;
        }
      }
      Files.createDirectories(path.getParent(), permissions("rwx------"));
      underLock(migrations);
    } catch (IOException e) {
      throw StoreException.of("The database " + path + " cannot be opened", e);
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
        switch (isWithoutSpace(e) ? SQLiteErrorCode.SQLITE_FULL : code(e)) {
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

  /**
   * Looks into the file without taking locks or leaving anything beside it. The id of the
   * application is in the header since the file was made; SQLite would look further, and take a
   * file for damaged whose last changes are still in the log.
   */
  private void requireOurs() throws IOException, StoreException {
    String notOurs = path + " is not a Planform " + application + " database and is left alone";
    byte[] header = new byte[HEADER_BYTES];
    try (InputStream in = Files.newInputStream(path)) {
      int read = in.readNBytes(header, 0, HEADER_BYTES);
      if (read < HEADER_BYTES
          || !new String(header, StandardCharsets.ISO_8859_1).startsWith(MAGIC)) {
        throw new StoreException(notOurs + ": " + otherFormat());
      }
    }
    if (ByteBuffer.wrap(header).getInt(APPLICATION_AT) != applicationId()) {
      throw new StoreException(notOurs + ". Name another file.");
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

  /** What the log or the memory of those who use a file at once cannot grow by is told so. */
  private static boolean isWithoutSpace(SQLException e) {
    return e instanceof SQLiteException detailed
        && (detailed.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
            || detailed.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE);
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
