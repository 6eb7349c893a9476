package io.planform.store.job;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.Sql;
import io.planform.store.database.Work;
import io.planform.store.job.DeploymentRun.Outcome;
import io.planform.store.job.JobStore.Leadership;
import io.planform.store.state.HolderProcess;
import io.planform.store.state.LeaseHolder;
import io.planform.store.state.LeaseLostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service that leads. Everything it writes carries its fence: once another took the lead over,
 * every method throws {@link LeaseLostException} and nothing is written.
 */
public final class Leader implements AutoCloseable {
  private static final String ROLE = "jobs";

  private final Database database;
  private final Duration length;
  private final String id;
  private final long fence;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Leader(Database database, Duration length, String id, long fence) {
    this.database = database;
    this.length = length;
    this.id = id;
    this.fence = fence;
  }

  static Leadership take(Database database, String actor, String command, Duration length)
      throws StoreException {
    String id = UUID.randomUUID().toString();
    return database.write(
        connection -> {
          // Makes the row, and locks it: of two that come at once, one sees the lead of the other.
          Sql.update(
              connection,
              """
              INSERT INTO leader (role, id, fence, actor, command, process, since, expires)
              VALUES (?, '', 0, '', '', '', 0, 0)
              ON CONFLICT (role) DO UPDATE SET fence = leader.fence
              """,
              ROLE);
          List<LeaseHolder> holders =
              Sql.list(
                  connection,
                  Leader::holder,
                  "SELECT * FROM leader WHERE role = ? AND expires > " + database.clock(),
                  ROLE);
          if (!holders.isEmpty() && !holders.getFirst().id().isEmpty()) {
            return new Leadership.Busy(holders.getFirst());
          }
          Sql.update(
              connection,
              """
              UPDATE leader SET id = ?, fence = fence + 1, actor = ?, command = ?, process = ?,
                since = %1$s, expires = %1$s + ? WHERE role = ?
              """
                  .formatted(database.clock()),
              id,
              actor,
              command,
              HolderProcess.name(),
              length.toMillis(),
              ROLE);
          Sql.update(
              connection,
              """
              UPDATE deployment_run SET outcome = 'INTERRUPTED', ended = %s,
                summary = 'The process that ran it ended.' WHERE outcome = 'RUNNING'
              """
                  .formatted(database.clock()));
          long fence =
              Sql.first(
                      connection,
                      row -> row.getLong(1),
                      "SELECT fence FROM leader WHERE role = ?",
                      ROLE)
                  .orElseThrow();
          return new Leadership.Granted(new Leader(database, length, id, fence));
        });
  }

  /** One whose process is gone has no id. */
  private static LeaseHolder holder(ResultSet row) throws SQLException {
    return new LeaseHolder(
        HolderProcess.isGone(row.getString("process")) ? "" : row.getString("id"),
        row.getString("actor"),
        row.getString("command"),
        Instant.ofEpochMilli(row.getLong("since")),
        Instant.ofEpochMilli(row.getLong("expires")));
  }

  void keepAlive() {
    Thread.ofVirtual().name("leader " + id).start(this::beat);
  }

  private void beat() {
    try {
      while (!ended.await(length.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        try {
          require();
        } catch (LeaseLostException e) {
          return;
        } catch (StoreException e) {
          // The next beat tries again; until then less and less of the lead remains.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes sure that this service leads, and for a while to come.
   *
   * @throws LeaseLostException if another one does
   */
  public void require() throws StoreException {
    write(_ -> true);
  }

  /**
   * Records what was seen of the branch.
   *
   * @param head null where the branch is gone or was never there
   */
  public void observe(DeploymentKey key, @Nullable String head) throws StoreException {
    write(
        connection ->
            Sql.update(
                connection,
                "UPDATE deployment SET head = ?, seen = %s WHERE id = (%s)"
                    .formatted(database.clock(), JobStore.ID),
                head,
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace()));
  }

  /** Records why nothing is done; null where nothing is in the way. */
  public void hinder(DeploymentKey key, @Nullable String obstacle) throws StoreException {
    write(
        connection ->
            Sql.update(
                connection,
                "UPDATE deployment SET obstacle = ? WHERE id = (%s)".formatted(JobStore.ID),
                obstacle,
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace()));
  }

  /**
   * Records that a run is about to start.
   *
   * @return its number
   */
  public long begin(DeploymentKey key, String commit, String inputs, String actor)
      throws StoreException {
    return write(
        connection -> {
          long number =
              Sql.first(
                      connection,
                      row -> row.getLong(1),
                      """
                      SELECT COALESCE(MAX(number), 0) + 1 FROM deployment_run
                      WHERE deployment_id = (%s)
                      """
                          .formatted(JobStore.ID),
                      key.repository(),
                      key.branch(),
                      key.path(),
                      key.workspace())
                  .orElseThrow();
          Sql.update(
              connection,
              """
              INSERT INTO deployment_run
                (deployment_id, number, git_commit, inputs, actor, outcome, started)
              VALUES ((%s), ?, ?, ?, ?, 'RUNNING', %s)
              """
                  .formatted(JobStore.ID, database.clock()),
              key.repository(),
              key.branch(),
              key.path(),
              key.workspace(),
              number,
              commit,
              inputs,
              actor);
          return number;
        });
  }

  /** Forgets a run that could not even begin. */
  public void withdraw(DeploymentKey key, long number) throws StoreException {
    write(
        connection ->
            Sql.update(
                connection,
                "DELETE FROM deployment_run WHERE deployment_id = (%s) AND number = ?"
                    .formatted(JobStore.ID),
                key.repository(),
                key.branch(),
                key.path(),
                key.workspace(),
                number));
  }

  /**
   * What a run came to.
   *
   * @param planHash digest of the changes that were planned; null where there was no plan
   * @param revision of the state that it made; null where it made none
   */
  public record Result(
      Outcome outcome, @Nullable String planHash, @Nullable Long revision, String summary) {}

  /** Records how a run ended; if it deployed its commit, the deployment stands there now. */
  public void finish(DeploymentKey key, long number, Result result) throws StoreException {
    write(
        connection -> {
          int updated =
              Sql.update(
                  connection,
                  """
              UPDATE deployment_run
              SET outcome = ?, plan_hash = ?, revision = ?, summary = ?, ended = %s
              WHERE deployment_id = (%s) AND number = ?
              """
                      .formatted(database.clock(), JobStore.ID),
                  result.outcome().name(),
                  result.planHash(),
                  result.revision(),
                  result.summary(),
                  key.repository(),
                  key.branch(),
                  key.path(),
                  key.workspace(),
                  number);
          if (result.outcome() == Outcome.DEPLOYED) {
            stand(connection, key, number);
          }
          return updated;
        });
  }

  /** A head that is deployed needs no other commit to stand in for it. */
  private static void stand(Connection connection, DeploymentKey key, long number)
      throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE deployment SET
          deployed = (SELECT git_commit FROM deployment_run
            WHERE deployment_id = deployment.id AND number = ?),
          inputs = (SELECT inputs FROM deployment_run
            WHERE deployment_id = deployment.id AND number = ?),
          pinned = (SELECT deployment.pinned FROM deployment_run
            WHERE deployment_id = deployment.id AND number = ?
            AND git_commit = deployment.pinned),
          obstacle = NULL
        WHERE id = (%s)
        """
            .formatted(JobStore.ID),
        number,
        number,
        number,
        key.repository(),
        key.branch(),
        key.path(),
        key.workspace());
  }

  public void block(DeploymentKey key, String commit, String reason, String actor)
      throws StoreException {
    write(connection -> JobStore.block(connection, database.clock(), key, commit, reason, actor));
  }

  /** Also makes the lead last. */
  private <T extends @Nullable Object> T write(Work<T, StoreException> work) throws StoreException {
    return database.write(
        connection -> {
          int leading =
              Sql.update(
                  connection,
                  "UPDATE leader SET expires = %s + ? WHERE role = ? AND fence = ?"
                      .formatted(database.clock()),
                  length.toMillis(),
                  ROLE,
                  fence);
          if (leading == 0) {
            throw new LeaseLostException(
                "Another service leads now; this one had not renewed its lead in time.");
          }
          return work.on(connection);
        });
  }

  /** Gives the lead back. */
  @Override
  public void close() {
    ended.countDown();
    try {
      database.write(
          connection ->
              Sql.update(
                  connection,
                  "UPDATE leader SET expires = 0 WHERE role = ? AND fence = ?",
                  ROLE,
                  fence));
    } catch (StoreException e) {
      // It expires by itself.
    }
  }
}
