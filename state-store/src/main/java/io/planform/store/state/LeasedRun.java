package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.Sql;
import io.planform.store.database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A run on a state in a database. */
final class LeasedRun implements Run {
  private final Database database;
  private final CrashPoint crashPoint;
  private final RunRequest request;
  private final long state;
  private final Snapshot snapshot;
  private final Rows rows;
  private final Lease lease;

  LeasedRun(
      Database database,
      CrashPoint crashPoint,
      RunRequest request,
      long state,
      Snapshot snapshot,
      Rows rows,
      Lease lease) {
    this.database = database;
    this.crashPoint = crashPoint;
    this.request = request;
    this.state = state;
    this.snapshot = snapshot;
    this.rows = rows;
    this.lease = lease;
  }

  void keepLease() {
    lease.keepAlive();
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public long revision() {
    return lease.revision();
  }

  @Override
  public String leaseId() {
    return lease.id();
  }

  @Override
  public long fence() {
    return lease.fence();
  }

  @Override
  public Duration remaining(Duration wanted) throws StoreException {
    return lease.remaining(wanted);
  }

  @Override
  public void recordTarget(String target) throws StoreException {
    change(
        "target",
        connection ->
            Sql.update(connection, "UPDATE state SET target = ? WHERE id = ?", target, state));
  }

  @Override
  public void intend(Operation operation) throws StoreException {
    change(
        "intend",
        connection -> {
          if (!rows.intend(connection, operation, lease.fence())) {
            throw new IllegalArgumentException(operation.id() + " was concluded already.");
          }
          return 1;
        });
  }

  @Override
  public void conclude(String operationId, Operation.Result result, List<Change> changes)
      throws StoreException {
    change(
        "conclude",
        connection -> {
          if (!rows.conclude(connection, operationId, result)) {
            throw new IllegalArgumentException(operationId + " is not under way.");
          }
          return apply(connection, changes);
        });
  }

  @Override
  public void write(List<Change> changes) throws StoreException {
    change("write", connection -> apply(connection, changes));
  }

  @Override
  public void finish(List<Change> changes, String summary) throws StoreException {
    change(
        "finish",
        connection -> {
          apply(connection, changes);
          Sql.update(
              connection,
              "UPDATE revision SET summary = ? WHERE state_id = ? AND number = ?",
              summary,
              state,
              revision());
          return Lease.end(connection, state, lease.id());
        });
    lease.rest();
  }

  @Override
  public void deleteState() throws StoreException {
    database.write(
        connection -> {
          lease.require(connection);
          rows.deleteAll(connection);
          return Sql.update(connection, "DELETE FROM state WHERE id = ?", state);
        });
    lease.rest();
  }

  @Override
  public void close() {
    lease.rest();
    try {
      database.write(connection -> Lease.end(connection, state, lease.id()));
    } catch (StoreException e) {
      // Then the lease ends by itself.
    }
  }

  private int apply(Connection connection, List<Change> changes)
      throws SQLException, StoreException {
    for (Change change : changes) {
      rows.apply(connection, change, revision());
    }
    return changes.size();
  }

  /** Every change of the state: under the lease, entered into the history, durable. */
  private void change(String name, Work<?, StoreException> work) throws StoreException {
    database.write(
        connection -> {
          lease.require(connection);
          Sql.update(
              connection,
              """
              INSERT INTO revision
                (state_id, number, parent, actor, command, git_commit, plan_hash, at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING
              """,
              state,
              revision(),
              snapshot.revision(),
              request.actor(),
              request.command(),
              request.commit(),
              request.planHash(),
              System.currentTimeMillis());
          work.on(connection);
          crashPoint.reached(name + " written");
          return revision();
        });
    crashPoint.reached(name + " durable");
  }
}
