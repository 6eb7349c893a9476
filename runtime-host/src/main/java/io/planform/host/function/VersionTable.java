package io.planform.host.function;

import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code function_version}: published versions, rows to entries and back. */
final class VersionTable {
  private static final String SELECT = "SELECT * FROM function_version ";
  private static final String INSERT =
      "INSERT INTO function_version (%s, id, function_id, name, version_description) VALUES (%s, ?, ?, ?, ?)"
          .formatted(SnapshotColumns.NAMES, SnapshotColumns.PLACES);

  private final SnapshotColumns columns;

  VersionTable(HostDatabase database) {
    this.columns = new SnapshotColumns(database);
  }

  /**
   * @param function its version {@code latest}
   */
  Optional<FunctionEntry> find(Connection connection, FunctionEntry function, String name)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE function_id = ? AND name = ?")) {
      select.setString(1, function.id());
      select.setString(2, name);
      return entries(function, select).stream().findFirst();
    }
  }

  /** The version that an alias stands for. */
  Optional<FunctionEntry> ofAlias(Connection connection, FunctionEntry function, String alias)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT v.name FROM function_alias a LEFT JOIN function_version v ON v.id = a.version_id
            WHERE a.function_id = ? AND a.name = ?
            """)) {
      select.setString(1, function.id());
      select.setString(2, alias);
      ResultSet row = select.executeQuery();
      if (!row.next()) {
        return Optional.empty();
      }
      String name = row.getString(1);
      return name == null ? Optional.of(function) : find(connection, function, name);
    }
  }

  /** All versions of a function, the last published one first. */
  List<FunctionEntry> of(Connection connection, FunctionEntry function) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE function_id = ? ORDER BY revision DESC")) {
      select.setString(1, function.id());
      return entries(function, select);
    }
  }

  void insert(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int next = columns.bind(insert, entry);
      insert.setString(next, entry.version().id());
      insert.setString(next + 1, entry.id());
      insert.setString(next + 2, entry.version().name());
      insert.setString(next + 3, entry.version().description());
      insert.executeUpdate();
    }
  }

  /** The alias that sends a share of its requests to a version. */
  static Optional<String> aliasAddedTo(Connection connection, FunctionVersion version)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT name FROM function_alias WHERE additional_id = ?")) {
      select.setString(1, version.id());
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** Its aliases and triggers, and those of the aliases, go with it. */
  static void delete(Connection connection, FunctionVersion version) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM function_version WHERE id = ?")) {
      delete.setString(1, version.id());
      delete.executeUpdate();
    }
  }

  private List<FunctionEntry> entries(FunctionEntry function, PreparedStatement select)
      throws SQLException {
    ResultSet row = select.executeQuery();
    List<FunctionEntry> entries = new ArrayList<>();
    while (row.next()) {
      String id = row.getString("id");
      entries.add(
          new FunctionEntry(
              function.id(),
              function.urn(),
              new FunctionVersion(id, row.getString("name"), row.getString("version_description")),
              columns.settings(row, id),
              columns.code(row),
              function.collected(),
              row.getLong("revision"),
              Instant.parse(row.getString("modified_at"))));
    }
    return entries;
  }
}
