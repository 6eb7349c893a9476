package io.planform.host.bucket.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code bucket_object} and {@code bucket_piece}. */
final class ObjectTable {
  private static final String SELECT =
      "SELECT id, bucket, key, size, etag, modified_at, headers, metadata FROM bucket_object ";

  private ObjectTable() {}

  static Optional<StoredObject> find(Connection connection, String bucket, String key)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE bucket = ? AND key = ?")) {
      select.setString(1, bucket);
      select.setString(2, key);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(object(row)) : Optional.empty();
    }
  }

  static StoredObject object(ResultSet row) throws SQLException {
    return new StoredObject(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)),
        new ObjectDetails(Details.read(row.getString(7)), Details.read(row.getString(8))));
  }

  /** Objects from a key on, ordered; the rows are read as they are asked for. */
  static PreparedStatement from(Connection connection, String bucket, String key, boolean inclusive)
      throws SQLException {
    PreparedStatement select =
        connection.prepareStatement(
            SELECT
                + (inclusive
                    ? "WHERE bucket = ? AND key >= ? ORDER BY key"
                    : "WHERE bucket = ? AND key > ? ORDER BY key"));
    select.setString(1, bucket);
    select.setString(2, key);
    return select;
  }

  static boolean isEmpty(Connection connection, String bucket) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM bucket_object WHERE bucket = ? LIMIT 1")) {
      select.setString(1, bucket);
      return !select.executeQuery().next();
    }
  }

  /** The new row's id is told by the object that is returned. */
  static StoredObject insert(Connection connection, StoredObject draft, List<Piece> pieces)
      throws SQLException {
    long id;
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO bucket_object (bucket, key, size, etag, modified_at, headers, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """)) {
      insert.setString(1, draft.bucket());
      insert.setString(2, draft.key());
      insert.setLong(3, draft.size());
      insert.setString(4, draft.etag());
      insert.setLong(5, draft.modifiedAt().toEpochMilli());
      insert.setString(6, Details.write(draft.details().headers()));
      insert.setString(7, Details.write(draft.details().metadata()));
      id = insert.executeQuery().getLong(1);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO bucket_piece (object, number, size, blob) VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < pieces.size(); i++) {
        insert.setLong(1, id);
        insert.setInt(2, i);
        insert.setLong(3, pieces.get(i).size());
        insert.setString(4, pieces.get(i).blob());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return new StoredObject(
        id,
        draft.bucket(),
        draft.key(),
        draft.size(),
        draft.etag(),
        draft.modifiedAt(),
        draft.details());
  }

  static void delete(Connection connection, long id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM bucket_object WHERE id = ?")) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }

  /** The content, in order. */
  static List<Piece> pieces(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT blob, size FROM bucket_piece WHERE object = ? ORDER BY number")) {
      select.setLong(1, id);
      ResultSet row = select.executeQuery();
      List<Piece> pieces = new ArrayList<>();
      while (row.next()) {
        pieces.add(new Piece(row.getString(1), row.getLong(2)));
      }
      return pieces;
    }
  }
}
