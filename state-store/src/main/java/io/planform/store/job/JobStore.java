package io.planform.store.job;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.PostgresServer;
import io.planform.store.database.Sql;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.StoreAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Deployments and their runs. Anybody may read, and may say what people decide: approve, block,
 * roll back. What becomes of a deployment is written by the one service that leads.
 */
public final class JobStore implements AutoCloseable {
  private final Database database;

  private JobStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a store, which is made where it is missing; one that holds states can hold jobs too.
   *
   * @throws StoreException if what is there is not ours, is damaged or was written by a newer
   *     version
   */
  public static JobStore open(StoreAddress address) throws StoreException {
    return new JobStore(
        switch (address) {
          case StoreAddress.SqliteFile(Path path) ->
              Database.open(path, "db/state/sqlite", "state");
          case StoreAddress.PostgresSchema(PostgresServer server, String schema) ->
              Database.open(server, schema, "db/state/postgres");
        });
  }

  /** The answer to {@link #lead}. */
  public sealed interface Leadership {
    record Granted(Leader leader) implements Leadership {}

    /** Another service leads still. */
    record Busy(LeaseHolder holder) implements Leadership {}
  }

  /**
   * Takes the lead, if nobody has it or who had it is dead: its process is gone, or did not renew
   * the lead for {@code length}. Runs that its predecessor left are marked as interrupted.
   */
  public Leadership lead(String actor, String command, Duration length) throws StoreException {
    Leadership answer = take(actor, command, length);
    if (answer instanceof Leadership.Granted(Leader leader)) {
      leader.keepAlive();
    }
    return answer;
  }

  /** As {@link #lead}, but the lead ends when its time is over, unless something is written. */
  Leadership take(String actor, String command, Duration length) throws StoreException {
    return Leader.take(database, actor, command, length);
  }

  /** The deployment with this key, which is made where it is missing. */
  public Deployment deployment(DeploymentKey key) throws StoreException {
    Optional<Deployment> known = database.read(connection -> find(connection, key));
    if (known.isPresent()) {
      return known.get();
    }
    return database.write(
        connection -> {
          Sql.update(
              connection,
              """
              INSERT INTO deployment (id, repository, branch, path, workspace)
              VALUES (?, ?, ?, ?, ?) ON CONFLICT (repository, branch, path, workspace) DO NOTHING
              """,
              ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
              key.repository(),
              key.branch(),
              key.path(),
              key.workspace());
          return find(connection, key).orElseThrow();
        });
  }

  /** Newest first. */
  public List<DeploymentRun> runs(DeploymentKey key, int most) throws StoreException {
    return database.read(
        connection ->
            Sql.list(
                connection,
                JobStore::run,
                """
                SELECT * FROM deployment_run WHERE deployment_id = (%s)
                ORDER BY number DESC LIMIT ?
                """
                    .formatted(ID),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace(),
                most));
  }

  /** The runs of one commit, newest first. */
  public List<DeploymentRun> runs(DeploymentKey key, String commit) throws StoreException {
    return database.read(
        connection ->
            Sql.list(
                connection,
                JobStore::run,
                """
                SELECT * FROM deployment_run WHERE deployment_id = (%s) AND git_commit = ?
                ORDER BY number DESC
                """
                    .formatted(ID),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace(),
                commit));
  }

  /** Commits that are blocked, and those that were; the latest first. */
  public List<BlockedCommit> blocks(DeploymentKey key) throws StoreException {
    return database.read(
        connection ->
            Sql.list(
                connection,
                JobStore::blocked,
                "SELECT * FROM blocked_commit WHERE deployment_id = (%s) ORDER BY at DESC"
                    .formatted(ID),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace()));
  }

  /** Lets this plan of this commit be applied. */
  public void approve(DeploymentKey key, String commit, String planHash, String actor)
      throws StoreException {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                INSERT INTO approval (deployment_id, git_commit, plan_hash, actor, at)
                VALUES ((%s), ?, ?, ?, %s)
                ON CONFLICT (deployment_id, git_commit, plan_hash) DO NOTHING
                """
                    .formatted(ID, database.clock()),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace(),
                commit,
                planHash,
                actor));
  }

  /** Who approved this plan of this commit. */
  public Optional<String> approver(DeploymentKey key, String commit, String planHash)
      throws StoreException {
    return database.read(
        connection ->
            Sql.first(
                connection,
                row -> row.getString(1),
                """
                SELECT actor FROM approval
                WHERE deployment_id = (%s) AND git_commit = ? AND plan_hash = ?
                """
                    .formatted(ID),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace(),
                commit,
                planHash));
  }

  public void block(DeploymentKey key, String commit, String reason, String actor)
      throws StoreException {
    database.write(connection -> block(connection, database.clock(), key, commit, reason, actor));
  }

  /**
   * Lets a commit be deployed again, as if it had never been tried.
   *
   * @return false if it is not blocked
   */
  public boolean unblock(DeploymentKey key, String commit) throws StoreException {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    """
                    UPDATE blocked_commit SET lifted = %s
                    WHERE deployment_id = (%s) AND git_commit = ? AND lifted IS NULL
                    """
                        .formatted(database.clock(), ID),
                    key.repository(),
                    key.branch(),
                    key.path(),
                    key.workspace(),
                    commit)
                == 1);
  }

  /**
   * Wants an earlier commit instead of the branch's head, which is blocked; a head to come is
   * deployed again.
   */
  public void rollBack(DeploymentKey key, String head, String commit, String actor)
      throws StoreException {
    database.write(
        connection -> {
          block(connection, database.clock(), key, head, "rolled back to " + commit, actor);
          return Sql.update(
              connection,
              "UPDATE deployment SET pinned = ? WHERE id = (%s)".formatted(ID),
              commit,
              key.repository(),
              key.branch(),
              key.path(),
              key.workspace());
        });
  }

  @Override
  public void close() {
    database.close();
  }

  static final String ID =
      """
      SELECT id FROM deployment
      WHERE repository = ? AND branch = ? AND path = ? AND workspace = ?
      """;

  static int block(
      Connection connection,
      String clock,
      DeploymentKey key,
      String commit,
      String reason,
      String actor)
      throws SQLException {
    return Sql.update(
        connection,
        """
        INSERT INTO blocked_commit (deployment_id, git_commit, reason, actor, at)
        VALUES ((%s), ?, ?, ?, %s)
        ON CONFLICT (deployment_id, git_commit) DO UPDATE SET
          reason = excluded.reason, actor = excluded.actor, at = excluded.at, lifted = NULL
        """
            .formatted(ID, clock),
        key.repository(),
        key.branch(),
        key.path(),
        key.workspace(),
        commit,
        reason,
        actor);
  }

  private static Optional<Deployment> find(Connection connection, DeploymentKey key)
      throws SQLException {
    return Sql.first(
        connection,
        row ->
            new Deployment(
                key,
                row.getString("head"),
                instant(row, "seen"),
                row.getString("deployed"),
                row.getString("inputs"),
                row.getString("pinned"),
                row.getString("obstacle")),
        """
        SELECT * FROM deployment
        WHERE repository = ? AND branch = ? AND path = ? AND workspace = ?
        """,
        key.repository(),
        key.branch(),
        key.path(),
        key.workspace());
  }

  private static DeploymentRun run(ResultSet row) throws SQLException {
    long revision = row.getLong("revision");
    return new DeploymentRun(
        row.getLong("number"),
        row.getString("git_commit"),
        row.getString("inputs"),
        row.getString("actor"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("plan_hash"),
        revision == 0 ? null : revision,
        row.getString("summary"),
        Instant.ofEpochMilli(row.getLong("started")),
        instant(row, "ended"));
  }

  private static BlockedCommit blocked(ResultSet row) throws SQLException {
    return new BlockedCommit(
        row.getString("git_commit"),
        row.getString("reason"),
        row.getString("actor"),
        Instant.ofEpochMilli(row.getLong("at")),
        instant(row, "lifted"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
