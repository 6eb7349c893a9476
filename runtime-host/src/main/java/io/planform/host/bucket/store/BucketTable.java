package io.planform.host.bucket.store;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code bucket}. */
final class BucketTable {
  private static final String SELECT =
      "SELECT name, created_at, quota, tags, objects, bytes FROM bucket ";

  private BucketTable() {}

  static List<Bucket> all(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "ORDER BY name")) {
      return buckets(select);
    }
  }

  static Optional<Bucket> find(Connection connection, String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE name = ?")) {
      select.setString(1, name);
      return buckets(select).stream().findFirst();
    }
  }

  /**
   * @throws S3Exception NoSuchBucket
   */
  static Bucket get(Connection connection, String name) throws SQLException {
    return find(connection, name)
        .orElseThrow(
            () ->
                new S3Exception(
                    S3Error.NO_SUCH_BUCKET, "There is no bucket %s in this host.".formatted(name)));
  }

  private static List<Bucket> buckets(PreparedStatement select) throws SQLException {
    List<Bucket> buckets = new ArrayList<>();
    ResultSet row = select.executeQuery();
    while (row.next()) {
      buckets.add(
          new Bucket(
              row.getString(1),
              Instant.ofEpochMilli(row.getLong(2)),
              row.getLong(3),
              Details.read(row.getString(4)),
              row.getLong(5),
              row.getLong(6)));
    }
    return buckets;
  }

  static void insert(Connection connection, String name, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO bucket (name, created_at) VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setLong(2, now.toEpochMilli());
      insert.executeUpdate();
    }
  }

  static void delete(Connection connection, String name) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM bucket WHERE name = ?")) {
      delete.setString(1, name);
      delete.executeUpdate();
    }
  }

  static void setQuota(Connection connection, String name, long bytes) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE bucket SET quota = ? WHERE name = ?")) {
      update.setLong(1, bytes);
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  static void setTags(Connection connection, String name, Map<String, String> tags)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE bucket SET tags = ? WHERE name = ?")) {
      update.setString(1, Details.write(tags));
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  /** Counts what came and went. */
  static void count(Connection connection, String name, long objects, long bytes)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE bucket SET objects = objects + ?, bytes = bytes + ? WHERE name = ?")) {
      update.setLong(1, objects);
      update.setLong(2, bytes);
      update.setString(3, name);
      update.executeUpdate();
    }
  }
}
