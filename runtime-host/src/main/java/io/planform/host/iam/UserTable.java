package io.planform.host.iam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code iam_user}. */
final class UserTable {
  private UserTable() {}

  static List<User> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM iam_user ORDER BY name")) {
      return users(select);
    }
  }

  static Optional<User> find(Connection connection, String id) throws SQLException {
    return first(connection, "SELECT * FROM iam_user WHERE id = ?", id);
  }

  static Optional<User> findByName(Connection connection, String name) throws SQLException {
    return first(connection, "SELECT * FROM iam_user WHERE name = ?", name);
  }

  static List<User> ofGroup(Connection connection, String group) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT u.* FROM iam_user u JOIN iam_member m ON m.user_id = u.id
            WHERE m.group_id = ? ORDER BY u.name
            """)) {
      select.setString(1, group);
      return users(select);
    }
  }

  static void insert(Connection connection, User user) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO iam_user (name, description, password, enabled, access_mode, pwd_status,
              created_at, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      bind(insert, user);
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, User user) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE iam_user SET name = ?, description = ?, password = ?, enabled = ?,
              access_mode = ?, pwd_status = ?, created_at = ? WHERE id = ?
            """)) {
      bind(update, user);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, User user) throws SQLException {
    statement.setString(1, user.name());
    statement.setString(2, user.description());
    statement.setString(3, user.password().orElse(null));
    statement.setBoolean(4, user.enabled());
    statement.setString(5, user.accessMode());
    statement.setBoolean(6, user.resetPassword());
    statement.setString(7, user.createdAt().toString());
    statement.setString(8, user.id());
  }

  private static Optional<User> first(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, argument);
      return users(select).stream().findFirst();
    }
  }

  private static List<User> users(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<User> users = new ArrayList<>();
    while (row.next()) {
      users.add(
          new User(
              row.getString("id"),
              row.getString("name"),
              row.getString("description"),
              Optional.ofNullable(row.getString("password")),
              row.getBoolean("enabled"),
              row.getString("access_mode"),
              row.getBoolean("pwd_status"),
              Instant.parse(row.getString("created_at"))));
    }
    return users;
  }
}
