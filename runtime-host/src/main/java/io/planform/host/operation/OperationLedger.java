package io.planform.host.operation;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Remembers durably what applies have done: a creation that is asked for again under its operation
 * id gets the first answer, and a call with an older fence than the newest seen is refused with
 * 412. Its methods belong into the transaction of the work itself.
 */
public final class OperationLedger {
  /** A lost answer is asked for again within an apply or by the next one, not weeks later. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final InstantSource clock;

  public OperationLedger(InstantSource clock) {
    this.clock = clock;
  }

  /** The answer that an operation got before, without any other effect. */
  public Optional<Response> recall(HostDatabase database, Operation operation) {
    return operation.id().isEmpty()
        ? Optional.empty()
        : database.read(connection -> recall(connection, operation));
  }

  public Optional<Response> recall(Connection connection, Operation operation) throws SQLException {
    if (operation.id().isEmpty()) {
      return Optional.empty();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT status, body FROM operation_answer WHERE operation = ?")) {
      select.setString(1, operation.id().get());
      ResultSet row = select.executeQuery();
      return row.next()
          ? Optional.of(
              Response.json(row.getInt(1), row.getString(2).getBytes(StandardCharsets.UTF_8)))
          : Optional.empty();
    }
  }

  /** Remembers the answer of a creation; it must not hold secrets. */
  public void remember(Connection connection, Operation operation, Response answer)
      throws SQLException {
    insert(connection, operation, answer, "INSERT");
  }

  /**
   * Lets a creation that was not done until now never be done: who asks for this takes it for lost,
   * and its request may still be on its way.
   */
  void settle(Connection connection, Operation operation) throws SQLException {
    Response refusal =
        Response.error(
            412, FgsError.FSS_0428.code(), "The caller has given this operation up for lost.");
    insert(connection, operation, refusal, "INSERT OR IGNORE");
  }

  private void insert(Connection connection, Operation operation, Response answer, String insertion)
      throws SQLException {
    if (operation.id().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
            connection.prepareStatement(
                insertion
                    + " INTO operation_answer (operation, status, body, at) VALUES (?, ?, ?, ?)");
        PreparedStatement forget =
            connection.prepareStatement("DELETE FROM operation_answer WHERE at < ?")) {
      insert.setString(1, operation.id().get());
      insert.setInt(2, answer.status());
      insert.setString(3, new String(answer.body(), StandardCharsets.UTF_8));
      insert.setString(4, clock.instant().toString());
      insert.executeUpdate();
      forget.setString(1, clock.instant().minus(KEPT).toString());
      forget.executeUpdate();
    }
  }

  /** Whether no lease is named, or its fence is remembered as the newest. */
  boolean isNewest(Connection connection, Operation operation) throws SQLException {
    if (operation.lease().isEmpty()) {
      return true;
    }
    Operation.Lease lease = operation.lease().get();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM fence WHERE lineage = ? AND value = ?")) {
      select.setString(1, lease.lineage());
      select.setLong(2, lease.fence());
      return select.executeQuery().next();
    }
  }

  /** Refuses a call of an apply that lost its lease; remembers the fence of any other. */
  public void checkFence(Connection connection, Operation operation) throws SQLException {
    if (operation.lease().isEmpty()) {
      return;
    }
    Operation.Lease lease = operation.lease().get();
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO fence (lineage, value) VALUES (?, ?)
            ON CONFLICT (lineage) DO UPDATE SET value = excluded.value
            WHERE value <= excluded.value
            """)) {
      upsert.setString(1, lease.lineage());
      upsert.setLong(2, lease.fence());
      if (upsert.executeUpdate() == 0) {
        throw new ApiException(
            412,
            FgsError.FSS_0428,
            "Another apply holds the lease of this state now; fence %d is too old."
                .formatted(lease.fence()));
      }
    }
  }
}
