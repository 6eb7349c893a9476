package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code function}: rows to entries and back. */
final class FunctionTable {
  private static final String SELECT = "SELECT * FROM function ";
  private static final String INSERT =
      "INSERT INTO function (%s, collected, id, urn, package, name) VALUES (%s, ?, ?, ?, ?, ?)"
          .formatted(SnapshotColumns.NAMES, SnapshotColumns.PLACES);
  private static final String UPDATE =
      "UPDATE function SET (%s, collected) = (%s, ?) WHERE id = ?"
          .formatted(SnapshotColumns.NAMES, SnapshotColumns.PLACES);

  private final SnapshotColumns columns;

  FunctionTable(HostDatabase database) {
    this.columns = new SnapshotColumns(database);
  }

  Optional<FunctionEntry> find(Connection connection, FunctionUrn bare) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE urn = ?")) {
      select.setString(1, bare.toString());
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(entry(row)) : Optional.empty();
    }
  }

  List<FunctionEntry> list(Connection connection, FunctionFilter filter, int offset, int size)
      throws SQLException {
    String sql = SELECT + filter.where() + " ORDER BY collected DESC, rowid LIMIT ? OFFSET ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int next = filter.bind(select);
      select.setInt(next, size);
      select.setInt(next + 1, offset);
      ResultSet row = select.executeQuery();
      List<FunctionEntry> entries = new ArrayList<>();
      while (row.next()) {
        entries.add(entry(row));
      }
      return entries;
    }
  }

  static long count(Connection connection, FunctionFilter filter) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*) FROM function " + filter.where())) {
      filter.bind(select);
      return select.executeQuery().getLong(1);
    }
  }

  /** Of all functions and their versions. */
  static long totalCodeSize(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT (SELECT coalesce(sum(code_size), 0) FROM function)
              + (SELECT coalesce(sum(code_size), 0) FROM function_version)
            """)) {
      return select.executeQuery().getLong(1);
    }
  }

  static long nextRevision(Connection connection) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "UPDATE revision_counter SET value = value + 1 RETURNING value")) {
      return count.executeQuery().getLong(1);
    }
  }

  void insert(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int next = columns.bind(insert, entry);
      insert.setBoolean(next, entry.collected());
      insert.setString(next + 1, entry.id());
      insert.setString(next + 2, entry.urn().toString());
      insert.setString(next + 3, entry.urn().packageName());
      insert.setString(next + 4, entry.urn().name());
      insert.executeUpdate();
    }
  }

  void update(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      int next = columns.bind(update, entry);
      update.setBoolean(next, entry.collected());
      update.setString(next + 1, entry.id());
      update.executeUpdate();
    }
  }

  /** Its versions, aliases, tags and triggers go with it. */
  static void delete(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM function WHERE id = ?")) {
      delete.setString(1, entry.id());
      delete.executeUpdate();
    }
  }

  static boolean hasId(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM function WHERE id = ?")) {
      select.setString(1, id);
      return select.executeQuery().next();
    }
  }

  static boolean refersTo(Connection connection, String stored) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT 1 FROM function WHERE code_stored = ?
            UNION ALL SELECT 1 FROM function_version WHERE code_stored = ?
            UNION ALL SELECT 1 FROM dependency_version WHERE code_stored = ? LIMIT 1
            """)) {
      select.setString(1, stored);
      select.setString(2, stored);
      select.setString(3, stored);
      return select.executeQuery().next();
    }
  }

  static Optional<String> mounting(Connection connection, String fileSystem) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT urn FROM function WHERE instr(mounts, ?1)
            UNION ALL SELECT function.urn || ':' || function_version.name FROM function_version
              JOIN function ON function.id = function_version.function_id
              WHERE instr(function_version.mounts, ?1) LIMIT 1
            """)) {
      select.setString(1, "\"mount_resource\":\"" + fileSystem + '"');
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private FunctionEntry entry(ResultSet row) throws SQLException {
    String id = row.getString("id");
    return new FunctionEntry(
        id,
        FunctionUrn.parse(row.getString("urn")).orElseThrow(),
        FunctionVersion.latest(id),
        columns.settings(row, id),
        columns.code(row),
        row.getBoolean("collected"),
        row.getLong("revision"),
        Instant.parse(row.getString("modified_at")));
  }
}
