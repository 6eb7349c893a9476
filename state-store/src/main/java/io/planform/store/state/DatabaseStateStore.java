package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.PostgresServer;
import io.planform.store.database.Sql;
import io.planform.store.secret.EnvelopeCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** States in a database. */
final class DatabaseStateStore implements StateStore {
  private static final String SQLITE = "db/state/sqlite";
  private static final String APPLICATION = "state";
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Database database;
  private final EnvelopeCipher cipher;
  private final Duration leaseLength;
  private final CrashPoint crashPoint;

  private DatabaseStateStore(
      Database database, EnvelopeCipher cipher, Duration leaseLength, CrashPoint crashPoint) {
    this.database = database;
    this.cipher = cipher;
    this.leaseLength = leaseLength;
    this.crashPoint = crashPoint;
  }

  static DatabaseStateStore open(StoreAddress address, EnvelopeCipher cipher)
      throws StoreException {
    return open(address, cipher, LEASE, CrashPoint.NONE);
  }

  static DatabaseStateStore open(
      StoreAddress address, EnvelopeCipher cipher, Duration leaseLength, CrashPoint crashPoint)
      throws StoreException {
    Database database =
        switch (address) {
          case StoreAddress.SqliteFile(Path path) -> Database.open(path, SQLITE, APPLICATION);
          case StoreAddress.PostgresSchema(PostgresServer server, String schema) ->
              Database.open(server, schema, "db/state/postgres");
        };
    return new DatabaseStateStore(database, cipher, leaseLength, crashPoint);
  }

  @Override
  public List<String> workspaces() throws StoreException {
    return database.read(
        connection ->
            Sql.list(
                connection,
                row -> row.getString(1),
                "SELECT workspace FROM state ORDER BY workspace"));
  }

  @Override
  public boolean create(String workspace) throws StoreException {
    return database.write(connection -> create(connection, workspace));
  }

  @Override
  public Snapshot snapshot(String workspace) throws StoreException {
    long state = identify(workspace);
    return database.read(connection -> snapshot(connection, state));
  }

  @Override
  public Optional<Snapshot> snapshot(String workspace, long revision) throws StoreException {
    long state = identify(workspace);
    return database.read(
        connection ->
            Sql.first(
                connection,
                row -> snapshot(connection, row, revision),
                """
                SELECT state.* FROM state WHERE id = ? AND (0 = ? OR EXISTS
                  (SELECT 1 FROM revision WHERE state_id = state.id AND number = ?))
                """,
                state,
                revision,
                revision));
  }

  @Override
  public List<Revision> history(String workspace) throws StoreException {
    return database.read(
        connection ->
            Sql.list(
                connection,
                DatabaseStateStore::revision,
                """
                SELECT revision.* FROM revision JOIN state ON state.id = revision.state_id
                WHERE workspace = ? ORDER BY number DESC
                """,
                workspace));
  }

  @Override
  public Acquired begin(
      String workspace, RunRequest request, @Nullable Origin origin, Duration wait)
      throws StoreException {
    long state = identify(workspace);
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Acquired acquired =
          database.write(connection -> tryBegin(connection, state, request, origin));
      if (acquired instanceof Acquired.Granted(LeasedRun run)) {
        crashPoint.reached("begin durable");
        run.keepLease();
        return acquired;
      }
      if (System.nanoTime() >= deadline) {
        return acquired;
      }
      pause();
    }
  }

  @Override
  public boolean forceUnlock(String workspace, String leaseId) throws StoreException {
    return database.write(
        connection -> {
          Optional<Long> state = find(connection, workspace);
          return state.isPresent() && Lease.end(connection, state.get(), leaseId);
        });
  }

  @Override
  public int backUp(Path file) throws StoreException {
    if (Files.exists(file)) {
      throw new StoreException("The file " + file + " exists already. Name another one.");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      deleteDraft(draft);
      int states;
      try (Database backup = Database.open(draft, SQLITE, APPLICATION)) {
        states = backup.write(to -> database.read(from -> StateCopy.all(from, to)));
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      deleteDraft(draft);
      return states;
    } catch (IOException e) {
      throw StoreException.of("The backup " + file + " cannot be made", e);
    }
  }

  /** What an earlier attempt may have left, and the lock of a database's making. */
  private static void deleteDraft(Path draft) throws IOException {
    for (String part : List.of("", "-wal", "-shm", "-migration")) {
      Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + part));
    }
  }

  @Override
  public int restore(Path file) throws StoreException {
    if (!Files.isRegularFile(file)) {
      throw new StoreException("There is no backup " + file + ".");
    }
    try (Database backup = Database.open(file, SQLITE, APPLICATION)) {
      return database.write(to -> backup.read(from -> restore(from, to)));
    }
  }

  private static int restore(Connection from, Connection to) throws SQLException, StoreException {
    List<String> used =
        Sql.list(
            to,
            row -> row.getString(1),
            "SELECT workspace FROM state WHERE revision > 0 ORDER BY workspace");
    if (!used.isEmpty()) {
      throw new StoreException(
          "This store has revisions of "
              + String.join(", ", used)
              + " and is left as it is. Restore into another file or schema.");
    }
    Sql.update(to, "DELETE FROM lease");
    Sql.update(to, "DELETE FROM state");
    int states = StateCopy.all(from, to);
    StateCopy.renewFences(to);
    return states;
  }

  @Override
  public Rotation rotateKey(RunRequest request, Duration wait) throws StoreException {
    List<Run> runs = new ArrayList<>();
    try {
      for (String workspace : workspaces()) {
        switch (begin(workspace, request, wait)) {
          case Acquired.Granted(Run run) -> runs.add(run);
          case Acquired.Busy(LeaseHolder holder) -> {
            return new Rotation.Busy(holder);
          }
        }
      }
      KeyRotation rotation = new KeyRotation(database, cipher, crashPoint);
      boolean resumed = rotation.isUnderWay();
      if (!resumed) {
        cipher.renewMasterKey();
        crashPoint.reached("key durable");
      }
      return new Rotation.Rotated(rotation.finish(), resumed);
    } finally {
      runs.forEach(Run::close);
    }
  }

  @Override
  public void close() {
    database.close();
  }

  /** The id of a workspace's state, which is made where it is missing: a plan names its lineage. */
  private long identify(String workspace) throws StoreException {
    Optional<Long> known = database.read(connection -> find(connection, workspace));
    if (known.isPresent()) {
      return known.get();
    }
    return database.write(
        connection -> {
          create(connection, workspace);
          return find(connection, workspace).orElseThrow();
        });
  }

  /** A random id, since that of a deleted state must not come again: who writes to it is fenced. */
  private static boolean create(Connection connection, String workspace) throws SQLException {
    return Sql.update(
            connection,
            """
            INSERT INTO state (id, workspace, lineage) VALUES (?, ?, ?)
            ON CONFLICT (workspace) DO NOTHING
            """,
            ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
            workspace,
            UUID.randomUUID().toString())
        == 1;
  }

  private static Optional<Long> find(Connection connection, String workspace) throws SQLException {
    return Sql.first(
        connection, row -> row.getLong(1), "SELECT id FROM state WHERE workspace = ?", workspace);
  }

  private Acquired tryBegin(
      Connection connection, long state, RunRequest request, @Nullable Origin origin)
      throws SQLException, StoreException {
    // Locks the row: of two that begin at once, the second sees the lease of the first.
    Sql.update(connection, "UPDATE state SET fence = fence WHERE id = ?", state);
    Optional<Lease.Held> held = Lease.held(database, connection, state);
    if (held.isPresent()) {
      return new Acquired.Busy(held.get().holder());
    }
    if (origin != null) {
      adopt(connection, state, origin.lineage());
    }
    Snapshot snapshot = snapshot(connection, state);
    long least = origin == null ? 0 : origin.serial();
    Lease lease = new Lease(database, connection, leaseLength, state, request, least);
    crashPoint.reached("begin written");
    return new Acquired.Granted(
        new LeasedRun(
            database,
            crashPoint,
            request,
            state,
            snapshot,
            new Rows(cipher, state, snapshot.lineage()),
            lease));
  }

  /** What was sealed under a lineage can be read under no other. */
  private static void adopt(Connection connection, long state, String lineage) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE state SET lineage = ? WHERE id = ? AND revision = 0
        AND NOT EXISTS (SELECT 1 FROM state WHERE lineage = ?)
        """,
        lineage,
        state,
        lineage);
  }

  private Snapshot snapshot(Connection connection, long state) throws SQLException, StoreException {
    Optional<Lease.Held> held = Lease.held(database, connection, state);
    return Sql.first(
            connection,
            row -> snapshot(connection, row, held),
            "SELECT * FROM state WHERE id = ?",
            state)
        .orElseThrow();
  }

  private Snapshot snapshot(Connection connection, ResultSet row, Optional<Lease.Held> held)
      throws SQLException, StoreException {
    Rows rows = new Rows(cipher, row.getLong("id"), row.getString("lineage"));
    long newest = row.getLong("revision");
    boolean underWay = held.map(Lease.Held::revision).filter(made -> made == newest).isPresent();
    return new Snapshot(
        row.getString("workspace"),
        row.getString("lineage"),
        row.getString("target"),
        underWay ? newest - 1 : newest,
        rows.resources(connection),
        rows.outputs(connection),
        row.getString("checks"),
        rows.unfinished(connection, held.map(Lease.Held::fence).orElse(0L)));
  }

  private Snapshot snapshot(Connection connection, ResultSet row, long revision)
      throws SQLException, StoreException {
    Rows rows = new Rows(cipher, row.getLong("id"), row.getString("lineage"));
    return new Snapshot(
        row.getString("workspace"),
        row.getString("lineage"),
        row.getString("target"),
        revision,
        rows.resources(connection, revision),
        rows.outputs(connection, revision),
        null,
        List.of());
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(
        row.getLong("number"),
        row.getLong("parent"),
        row.getString("actor"),
        row.getString("command"),
        row.getString("git_commit"),
        row.getString("plan_hash"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("summary"));
  }

  private static void pause() throws StoreException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Waiting for the lease on the state was interrupted.", e);
    }
  }
}
