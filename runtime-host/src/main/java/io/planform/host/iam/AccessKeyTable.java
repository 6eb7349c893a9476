package io.planform.host.iam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code iam_key}. */
final class AccessKeyTable {
  private AccessKeyTable() {}

  /** What a signature is checked with: the sealed secret, and whose it is. */
  record Secret(String userId, byte[] sealed) {}

  /** Those of one user, or all. */
  static List<AccessKey> of(Connection connection, Optional<String> user) throws SQLException {
    String where = user.isPresent() ? "WHERE user_id = ? " : "";
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM iam_key " + where + "ORDER BY created_at")) {
      if (user.isPresent()) {
        select.setString(1, user.get());
      }
      return keys(select);
    }
  }

  static Optional<AccessKey> find(Connection connection, String accessKey) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM iam_key WHERE access_key = ?")) {
      select.setString(1, accessKey);
      return keys(select).stream().findFirst();
    }
  }

  /** Empty where the key is unknown or not enabled. */
  static Optional<Secret> secret(Connection connection, String accessKey) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT user_id, secret FROM iam_key WHERE access_key = ? AND enabled = 1")) {
      select.setString(1, accessKey);
      ResultSet row = select.executeQuery();
      return row.next()
          ? Optional.of(new Secret(row.getString(1), row.getBytes(2)))
          : Optional.empty();
    }
  }

  static void insert(Connection connection, AccessKey key, byte[] secret) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO iam_key (access_key, user_id, secret, description, enabled, created_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, key.accessKey());
      insert.setString(2, key.userId());
      insert.setBytes(3, secret);
      insert.setString(4, key.description());
      insert.setBoolean(5, key.enabled());
      insert.setString(6, key.createdAt().toString());
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, AccessKey key) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE iam_key SET description = ?, enabled = ? WHERE access_key = ?")) {
      update.setString(1, key.description());
      update.setBoolean(2, key.enabled());
      update.setString(3, key.accessKey());
      update.executeUpdate();
    }
  }

  private static List<AccessKey> keys(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<AccessKey> keys = new ArrayList<>();
    while (row.next()) {
      keys.add(
          new AccessKey(
              row.getString("access_key"),
              row.getString("user_id"),
              row.getString("description"),
              row.getBoolean("enabled"),
              Instant.parse(row.getString("created_at"))));
    }
    return keys;
  }
}
