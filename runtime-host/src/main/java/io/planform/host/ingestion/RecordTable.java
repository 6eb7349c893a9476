package io.planform.host.ingestion;

import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables {@code partition} and {@code record}. */
final class RecordTable {
  private RecordTable() {}

  /** Appends a record and tells its sequence number. */
  static long append(Connection connection, Partition partition, String key, byte[] data, long now)
      throws SQLException {
    long sequence = take(connection, partition);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO record (stream, partition, sequence, key, data, arrived_at)
            VALUES (?, ?, ?, ?, ?, max(?, coalesce((SELECT arrived_at FROM record
              WHERE stream = ? AND partition = ? AND sequence = ?), 0)))
            """)) {
      insert.setString(1, partition.stream().id());
      insert.setInt(2, partition.number());
      insert.setLong(3, sequence);
      insert.setString(4, key);
      insert.setBytes(5, data);
      insert.setLong(6, now);
      insert.setString(7, partition.stream().id());
      insert.setInt(8, partition.number());
      insert.setLong(9, sequence - 1);
      insert.executeUpdate();
    }
    return sequence;
  }

  private static long take(Connection connection, Partition partition) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            """
            INSERT INTO partition (stream, number, next) VALUES (?, ?, 1)
            ON CONFLICT (stream, number) DO UPDATE SET next = next + 1 RETURNING next - 1
            """,
            partition.stream().id(),
            partition.number())
        .orElseThrow();
  }

  /** The sequence number that the next record will have. */
  static long next(Connection connection, Partition partition) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT next FROM partition WHERE stream = ? AND number = ?",
            partition.stream().id(),
            partition.number())
        .orElse(0L);
  }

  /**
   * The first record that came at a time or later; the next one to come where there is none.
   *
   * @param time milliseconds since 1970
   */
  static long firstSince(Connection connection, Partition partition, long time)
      throws SQLException {
    long next = next(connection, partition);
    long low =
        Sql.first(
                connection,
                row -> row.getLong(1),
                """
                SELECT sequence FROM record WHERE stream = ? AND partition = ?
                ORDER BY sequence LIMIT 1
                """,
                partition.stream().id(),
                partition.number())
            .orElse(next);
    long high = next;
    while (low < high) {
      long middle = (low + high) >>> 1;
      boolean before =
          Sql.first(
                  connection,
                  row -> row.getLong(1),
                  """
                  SELECT arrived_at FROM record
                  WHERE stream = ? AND partition = ? AND sequence = ?
                  """,
                  partition.stream().id(),
                  partition.number(),
                  middle)
              .filter(at -> at < time)
              .isPresent();
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }

  /**
   * Records in order.
   *
   * @param from the first sequence number that may be among them
   * @param bytes of data in all, beyond which there are no more; one there may always be
   */
  static List<StreamRecord> read(
      Connection connection, Partition partition, long from, int most, int bytes)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT sequence, key, data, arrived_at FROM record
            WHERE stream = ? AND partition = ? AND sequence >= ? ORDER BY sequence LIMIT ?
            """)) {
      select.setString(1, partition.stream().id());
      select.setInt(2, partition.number());
      select.setLong(3, from);
      select.setInt(4, most);
      ResultSet row = select.executeQuery();
      List<StreamRecord> records = new ArrayList<>();
      int read = 0;
      while (row.next()) {
        byte[] data = row.getBytes(3);
        read += data.length;
        if (!records.isEmpty() && read > bytes) {
          break;
        }
        records.add(new StreamRecord(row.getLong(1), row.getString(2), data, row.getLong(4)));
      }
      return records;
    }
  }

  /** Deletes some of those before a sequence number, and tells how many. */
  static int deleteBefore(Connection connection, Partition partition, long sequence, int most)
      throws SQLException {
    return Sql.update(
        connection,
        """
        DELETE FROM record WHERE rowid IN (SELECT rowid FROM record
          WHERE stream = ? AND partition = ? AND sequence < ? ORDER BY sequence LIMIT ?)
        """,
        partition.stream().id(),
        partition.number(),
        sequence,
        most);
  }

  /** Deletes some of a stream's, and tells how many. */
  static int delete(Connection connection, String stream, int most) throws SQLException {
    int deleted =
        Sql.update(
            connection,
            "DELETE FROM record WHERE rowid IN (SELECT rowid FROM record WHERE stream = ? LIMIT ?)",
            stream,
            most);
    if (deleted < most) {
      Sql.update(connection, "DELETE FROM partition WHERE stream = ?", stream);
      Sql.update(connection, "DELETE FROM checkpoint WHERE stream = ?", stream);
    }
    return deleted;
  }

  /** The ids of all streams that have or had records. */
  static List<String> streams(Connection connection) throws SQLException {
    return Sql.list(connection, row -> row.getString(1), "SELECT DISTINCT stream FROM partition");
  }
}
