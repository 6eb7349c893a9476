package io.planform.host.iam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code iam_group}. */
final class GroupTable {
  private GroupTable() {}

  static List<Group> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM iam_group ORDER BY name")) {
      return groups(select);
    }
  }

  static Optional<Group> find(Connection connection, String id) throws SQLException {
    return of(connection, "SELECT * FROM iam_group WHERE id = ?", id).stream().findFirst();
  }

  static Optional<Group> findByName(Connection connection, String name) throws SQLException {
    return of(connection, "SELECT * FROM iam_group WHERE name = ?", name).stream().findFirst();
  }

  static List<Group> ofUser(Connection connection, String user) throws SQLException {
    return of(
        connection,
        """
        SELECT g.* FROM iam_group g JOIN iam_member m ON m.group_id = g.id
        WHERE m.user_id = ? ORDER BY g.name
        """,
        user);
  }

  static void insert(Connection connection, Group group) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO iam_group (id, name, description, created_at) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, group.id());
      insert.setString(2, group.name());
      insert.setString(3, group.description());
      insert.setString(4, group.createdAt().toString());
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, Group group) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE iam_group SET name = ?, description = ? WHERE id = ?")) {
      update.setString(1, group.name());
      update.setString(2, group.description());
      update.setString(3, group.id());
      update.executeUpdate();
    }
  }

  private static List<Group> of(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, argument);
      return groups(select);
    }
  }

  private static List<Group> groups(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<Group> groups = new ArrayList<>();
    while (row.next()) {
      groups.add(
          new Group(
              row.getString("id"),
              row.getString("name"),
              row.getString("description"),
              Instant.parse(row.getString("created_at"))));
    }
    return groups;
  }
}
