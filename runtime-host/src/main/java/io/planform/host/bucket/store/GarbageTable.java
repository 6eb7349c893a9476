package io.planform.host.bucket.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code bucket_garbage}, and which blobs are none. */
final class GarbageTable {
  private GarbageTable() {}

  static void add(Connection connection, Collection<String> blobs) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO bucket_garbage (blob) VALUES (?)")) {
      for (String blob : blobs) {
        insert.setString(1, blob);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static List<String> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT blob FROM bucket_garbage")) {
      List<String> blobs = new ArrayList<>();
      ResultSet row = select.executeQuery();
      while (row.next()) {
        blobs.add(row.getString(1));
      }
      return blobs;
    }
  }

  static void remove(Connection connection, Collection<String> blobs) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM bucket_garbage WHERE blob = ?")) {
      for (String blob : blobs) {
        delete.setString(1, blob);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  /** Whether an object or a part has it. */
  static boolean isReferredTo(Connection connection, String blob) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT EXISTS (SELECT 1 FROM bucket_piece WHERE blob = ?)
              OR EXISTS (SELECT 1 FROM bucket_part WHERE blob = ?)
            """)) {
      select.setString(1, blob);
      select.setString(2, blob);
      return select.executeQuery().getBoolean(1);
    }
  }
}
