package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The lease that a run has on a state. Its expiry, judged by the database's clock, only says from
 * when on another may take it over: until one does, its holder may prolong it, also after having
 * been suspended. Who may write is decided by the fence alone, which changes whenever the lease
 * does.
 */
final class Lease {
  private final Database database;
  private final Duration length;
  private final long state;
  private final String id;
  private final long fence;
  private final long revision;
  private final BootClock clock = new BootClock();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Duration expires;

  /**
   * Takes the lease on a state that nobody holds.
   *
   * @param least the least number of the revision that is made under it
   */
  Lease(
      Database database,
      Connection connection,
      Duration length,
      long state,
      RunRequest request,
      long least)
      throws SQLException {
    this.database = database;
    this.length = length;
    this.state = state;
    this.id = UUID.randomUUID().toString();
    this.expires = clock.now().plus(length);
    Sql.update(connection, "UPDATE state SET fence = fence + 1 WHERE id = ?", state);
    Sql.update(
        connection,
        """
        INSERT INTO lease
          (state_id, id, fence, revision, actor, command, process, since, expires)
        SELECT id, ?, fence, CASE WHEN revision < ? THEN ? ELSE revision + 1 END, ?, ?, ?,
          %1$s, %1$s + ?
        FROM state WHERE id = ?
        ON CONFLICT (state_id) DO UPDATE SET
          id = excluded.id, fence = excluded.fence, revision = excluded.revision,
          actor = excluded.actor, command = excluded.command, process = excluded.process,
          since = excluded.since, expires = excluded.expires
        """
            .formatted(database.clock()),
        id,
        least,
        least,
        request.actor(),
        request.command(),
        HolderProcess.name(),
        length.toMillis(),
        state);
    this.fence = number(connection, "fence");
    this.revision = number(connection, "revision");
  }

  /**
   * A lease that is held.
   *
   * @param revision that its run makes
   */
  record Held(LeaseHolder holder, long fence, long revision) {}

  /** The lease on a state, unless it expired or its holder's process is gone. */
  static Optional<Held> held(Database database, Connection connection, long state)
      throws SQLException {
    return Sql.list(
            connection,
            Lease::held,
            "SELECT * FROM lease WHERE state_id = ? AND expires > " + database.clock(),
            state)
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Ends the lease on a state if it has this id, whoever holds it. */
  static boolean end(Connection connection, long state, String id) throws SQLException {
    boolean held =
        Sql.update(connection, "DELETE FROM lease WHERE state_id = ? AND id = ?", state, id) == 1;
    if (held) {
      Sql.update(connection, "UPDATE state SET fence = fence + 1 WHERE id = ?", state);
    }
    return held;
  }

  String id() {
    return id;
  }

  long fence() {
    return fence;
  }

  long revision() {
    return revision;
  }

  /** Prolongs the lease from time to time until it is ended or lost. */
  void keepAlive() {
    Thread.ofVirtual().name("lease " + id).start(this::beat);
  }

  /**
   * How much is left, by a clock that also counts suspension; when that is little, or less than is
   * wanted, the lease is prolonged first.
   */
  Duration remaining(Duration wanted) throws StoreException {
    Duration half = length.dividedBy(2);
    if (left().compareTo(wanted.compareTo(half) > 0 ? wanted : half) < 0) {
      prolong(wanted.plus(length));
    }
    return left();
  }

  /** Lets a transaction write only while the lease is held; the state then has its revision. */
  void require(Connection connection) throws SQLException, LeaseLostException {
    int held =
        Sql.update(
            connection,
            "UPDATE state SET revision = ? WHERE id = ? AND fence = ?",
            revision,
            state,
            fence);
    if (held == 0) {
      throw lost();
    }
  }

  /** Stops prolonging the lease. */
  void rest() {
    ended.countDown();
  }

  private void beat() {
    try {
      while (!ended.await(length.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        try {
          prolong(length);
        } catch (LeaseLostException e) {
          return;
        } catch (StoreException e) {
          // The next beat tries again; until then less and less of the lease remains.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never makes it shorter: an operation under way may count on what there is. */
  private synchronized void prolong(Duration by) throws StoreException {
    Duration asked = clock.now();
    database.write(
        connection -> {
          int held =
              Sql.update(
                  connection,
                  """
                  UPDATE lease SET
                    expires = CASE WHEN expires > %1$s + ? THEN expires ELSE %1$s + ? END
                  WHERE state_id = ? AND fence = ?
                  """
                      .formatted(database.clock()),
                  by.toMillis(),
                  by.toMillis(),
                  state,
                  fence);
          if (held == 0) {
            throw lost();
          }
          return held;
        });
    Duration prolonged = asked.plus(by);
    expires = prolonged.compareTo(expires) > 0 ? prolonged : expires;
  }

  private Duration left() {
    return expires.minus(clock.now());
  }

  private long number(Connection connection, String column) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT " + column + " FROM lease WHERE state_id = ?",
            state)
        .orElseThrow();
  }

  private static Optional<Held> held(ResultSet row) throws SQLException {
    if (HolderProcess.isGone(row.getString("process"))) {
      return Optional.empty();
    }
    LeaseHolder holder =
        new LeaseHolder(
            row.getString("id"),
            row.getString("actor"),
            row.getString("command"),
            Instant.ofEpochMilli(row.getLong("since")),
            Instant.ofEpochMilli(row.getLong("expires")));
    return Optional.of(new Held(holder, row.getLong("fence"), row.getLong("revision")));
  }

  private static LeaseLostException lost() {
    return new LeaseLostException(
        "The lease on the state was lost: another run took it over after it expired, or somebody"
            + " ended it with force-unlock. Nothing more was written. Run the command again.");
  }
}
