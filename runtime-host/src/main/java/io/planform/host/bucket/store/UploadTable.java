package io.planform.host.bucket.store;

import io.planform.host.bucket.store.Upload.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code bucket_upload} and {@code bucket_part}. */
final class UploadTable {
  private static final String SELECT =
      "SELECT id, bucket, key, started_at, headers, metadata FROM bucket_upload ";
  private static final String PARTS =
      "SELECT number, size, etag, modified_at, blob FROM bucket_part WHERE upload = ? ";

  private UploadTable() {}

  static void insert(Connection connection, Upload upload) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO bucket_upload (id, bucket, key, started_at, headers, metadata)
            VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, upload.id());
      insert.setString(2, upload.bucket());
      insert.setString(3, upload.key());
      insert.setLong(4, upload.startedAt().toEpochMilli());
      insert.setString(5, Details.write(upload.details().headers()));
      insert.setString(6, Details.write(upload.details().metadata()));
      insert.executeUpdate();
    }
  }

  static Optional<Upload> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE id = ?")) {
      select.setString(1, id);
      return uploads(select).stream().findFirst();
    }
  }

  /** Ordered by key, after a key, or after one of its uploads. */
  static List<Upload> ofBucket(
      Connection connection, String bucket, String key, String id, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT + "WHERE bucket = ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?")) {
      select.setString(1, bucket);
      select.setString(2, key);
      select.setString(3, id);
      select.setInt(4, limit);
      return uploads(select);
    }
  }

  private static List<Upload> uploads(PreparedStatement select) throws SQLException {
    List<Upload> uploads = new ArrayList<>();
    ResultSet row = select.executeQuery();
    while (row.next()) {
      uploads.add(
          new Upload(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              Instant.ofEpochMilli(row.getLong(4)),
              new ObjectDetails(Details.read(row.getString(5)), Details.read(row.getString(6)))));
    }
    return uploads;
  }

  static void delete(Connection connection, String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM bucket_upload WHERE id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
  }

  static void put(Connection connection, String upload, Part part) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO bucket_part (upload, number, size, etag, modified_at, blob)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (upload, number) DO UPDATE SET size = excluded.size, etag = excluded.etag,
              modified_at = excluded.modified_at, blob = excluded.blob
            """)) {
      insert.setString(1, upload);
      insert.setInt(2, part.number());
      insert.setLong(3, part.size());
      insert.setString(4, part.etag());
      insert.setLong(5, part.modifiedAt().toEpochMilli());
      insert.setString(6, part.blob());
      insert.executeUpdate();
    }
  }

  static Optional<Part> part(Connection connection, String upload, int number) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PARTS + "AND number = ?")) {
      select.setString(1, upload);
      select.setInt(2, number);
      return parts(select).stream().findFirst();
    }
  }

  /** Those with greater numbers than one. */
  static List<Part> parts(Connection connection, String upload, int after, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(PARTS + "AND number > ? ORDER BY number LIMIT ?")) {
      select.setString(1, upload);
      select.setInt(2, after);
      select.setInt(3, limit);
      return parts(select);
    }
  }

  private static List<Part> parts(PreparedStatement select) throws SQLException {
    List<Part> parts = new ArrayList<>();
    ResultSet row = select.executeQuery();
    while (row.next()) {
      parts.add(
          new Part(
              row.getInt(1),
              row.getLong(2),
              row.getString(3),
              Instant.ofEpochMilli(row.getLong(4)),
              row.getString(5)));
    }
    return parts;
  }
}
