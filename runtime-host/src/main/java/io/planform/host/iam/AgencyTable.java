package io.planform.host.iam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code agency} and {@code agency_grant}. */
final class AgencyTable {
  private AgencyTable() {}

  static List<Agency> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM agency ORDER BY name")) {
      return agencies(select);
    }
  }

  static Optional<Agency> find(Connection connection, String id) throws SQLException {
    return one(connection, "SELECT * FROM agency WHERE id = ?", id);
  }

  static Optional<Agency> findByName(Connection connection, String name) throws SQLException {
    return one(connection, "SELECT * FROM agency WHERE name = ?", name);
  }

  static void insert(Connection connection, Agency agency) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO agency (description, trusted, duration, expires_at, id, name, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)) {
      bind(insert, agency);
      insert.setString(6, agency.name());
      insert.setString(7, agency.createdAt().toString());
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, Agency agency) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE agency SET description = ?, trusted = ?, duration = ?, expires_at = ? WHERE id = ?")) {
      bind(update, agency);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Agency agency) throws SQLException {
    statement.setString(1, agency.description());
    statement.setString(2, agency.trusted());
    statement.setString(3, agency.duration());
    statement.setString(4, agency.expiresAt().map(Instant::toString).orElse(null));
    statement.setString(5, agency.id());
  }

  /** Those of every scope. */
  static List<StoredPolicy> policies(Connection connection, String agency) throws SQLException {
    return PolicyTable.of(
        connection,
        """
        SELECT DISTINCT p.* FROM iam_policy p JOIN agency_grant g ON g.policy_id = p.id
        WHERE g.agency_id = ? ORDER BY p.display_name
        """,
        agency);
  }

  /**
   * @param scope {@code domain}, {@code project} or {@code all}
   */
  static List<StoredPolicy> policies(Connection connection, String agency, String scope)
      throws SQLException {
    return PolicyTable.of(
        connection,
        """
        SELECT p.* FROM iam_policy p JOIN agency_grant g ON g.policy_id = p.id
        WHERE g.agency_id = ? AND g.scope = ? ORDER BY p.display_name
        """,
        agency,
        scope);
  }

  private static Optional<Agency> one(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, argument);
      return agencies(select).stream().findFirst();
    }
  }

  private static List<Agency> agencies(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<Agency> agencies = new ArrayList<>();
    while (row.next()) {
      agencies.add(
          new Agency(
              row.getString("id"),
              row.getString("name"),
              row.getString("description"),
              row.getString("trusted"),
              row.getString("duration"),
              Instant.parse(row.getString("created_at")),
              Optional.ofNullable(row.getString("expires_at")).map(Instant::parse)));
    }
    return agencies;
  }
}
