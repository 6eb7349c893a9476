package io.planform.host.iam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code iam_policy}. */
final class PolicyTable {
  private PolicyTable() {}

  static List<StoredPolicy> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM iam_policy ORDER BY system DESC, display_name")) {
      return policies(select);
    }
  }

  static Optional<StoredPolicy> find(Connection connection, String id) throws SQLException {
    return of(connection, "SELECT * FROM iam_policy WHERE id = ?", id).stream().findFirst();
  }

  static Optional<StoredPolicy> findByDisplayName(Connection connection, String name)
      throws SQLException {
    return of(connection, "SELECT * FROM iam_policy WHERE display_name = ?", name).stream()
        .findFirst();
  }

  static List<StoredPolicy> ofGroup(Connection connection, String group) throws SQLException {
    return of(
        connection,
        """
        SELECT p.* FROM iam_policy p JOIN iam_grant g ON g.policy_id = p.id
        WHERE g.group_id = ? ORDER BY p.display_name
        """,
        group);
  }

  static List<StoredPolicy> ofUser(Connection connection, String user) throws SQLException {
    return of(
        connection,
        """
        SELECT DISTINCT p.* FROM iam_policy p
        JOIN iam_grant g ON g.policy_id = p.id JOIN iam_member m ON m.group_id = g.group_id
        WHERE m.user_id = ?
        """,
        user);
  }

  static void insert(Connection connection, StoredPolicy policy) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO iam_policy (display_name, description, document, updated_at, id, name,
              system, created_at) VALUES (?, ?, ?, ?, ?, ?, 0, ?)
            """)) {
      bind(insert, policy);
      insert.setString(6, policy.name());
      insert.setString(7, policy.createdAt().toString());
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, StoredPolicy policy) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE iam_policy SET display_name = ?, description = ?, document = ?, updated_at = ?
            WHERE id = ? AND system = 0
            """)) {
      bind(update, policy);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, StoredPolicy policy) throws SQLException {
    statement.setString(1, policy.displayName());
    statement.setString(2, policy.description());
    statement.setString(3, policy.document());
    statement.setString(4, policy.updatedAt().toString());
    statement.setString(5, policy.id());
  }

  static List<StoredPolicy> of(Connection connection, String sql, String... arguments)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setString(i + 1, arguments[i]);
      }
      return policies(select);
    }
  }

  private static List<StoredPolicy> policies(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<StoredPolicy> policies = new ArrayList<>();
    while (row.next()) {
      policies.add(
          new StoredPolicy(
              row.getString("id"),
              row.getString("name"),
              row.getString("display_name"),
              row.getString("description"),
              row.getString("document"),
              row.getBoolean("system"),
              Instant.parse(row.getString("created_at")),
              Instant.parse(row.getString("updated_at"))));
    }
    return policies;
  }
}
