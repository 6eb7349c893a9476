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

  private final HostDatabase database;

  FunctionTable(HostDatabase database) {
    this.database = database;
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

  static long totalCodeSize(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT coalesce(sum(code_size), 0) FROM function")) {
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
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO function (runtime, handler, timeout, memory, description, initializer,
              initializer_timeout, temporary_storage, max_instances, concurrency, image, code_type,
              code_filename, code_digest, code_size, code_stored, environment, collected, revision,
              modified_at, id, urn, package, name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      int next = bindChangeable(insert, entry);
      insert.setString(next, entry.id());
      insert.setString(next + 1, entry.urn().toString());
      insert.setString(next + 2, entry.urn().packageName());
      insert.setString(next + 3, entry.urn().name());
      insert.executeUpdate();
    }
  }

  void update(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE function SET runtime = ?, handler = ?, timeout = ?, memory = ?, description = ?,
              initializer = ?, initializer_timeout = ?, temporary_storage = ?, max_instances = ?,
              concurrency = ?, image = ?, code_type = ?, code_filename = ?, code_digest = ?,
              code_size = ?, code_stored = ?, environment = ?, collected = ?, revision = ?,
              modified_at = ?
            WHERE id = ?
            """)) {
      update.setString(bindChangeable(update, entry), entry.id());
      update.executeUpdate();
    }
  }

  /** Its tags and triggers go with it. */
  static void delete(Connection connection, FunctionEntry entry) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM function WHERE id = ?")) {
      delete.setString(1, entry.id());
      delete.executeUpdate();
    }
  }

  static boolean refersTo(Connection connection, String stored) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM function WHERE code_stored = ? LIMIT 1")) {
      select.setString(1, stored);
      return select.executeQuery().next();
    }
  }

  private int bindChangeable(PreparedStatement statement, FunctionEntry entry) throws SQLException {
    FunctionSettings settings = entry.settings();
    FunctionCode code = entry.code();
    statement.setString(1, settings.runtime());
    statement.setString(2, settings.handler());
    statement.setInt(3, settings.timeoutSeconds());
    statement.setInt(4, settings.memoryMegabytes());
    statement.setString(5, settings.description());
    statement.setString(6, settings.initializer());
    statement.setInt(7, settings.initializerTimeoutSeconds());
    statement.setInt(8, settings.temporaryMegabytes());
    statement.setInt(9, settings.maxInstances());
    statement.setInt(10, settings.concurrency());
    statement.setString(11, settings.image());
    statement.setString(12, code.type());
    statement.setString(13, code.fileName());
    statement.setString(14, code.digest());
    statement.setLong(15, code.size());
    statement.setString(16, code.stored());
    statement.setBytes(17, database.seal(settings.userData().json(), identity(entry.id())));
    statement.setBoolean(18, entry.collected());
    statement.setLong(19, entry.revision());
    statement.setString(20, entry.modifiedAt().toString());
    return 21;
  }

  private FunctionEntry entry(ResultSet row) throws SQLException {
    String id = row.getString("id");
    FunctionSettings settings =
        new FunctionSettings(
            row.getString("runtime"),
            row.getString("handler"),
            row.getInt("timeout"),
            row.getInt("memory"),
            row.getString("description"),
            row.getString("initializer"),
            row.getInt("initializer_timeout"),
            row.getInt("temporary_storage"),
            row.getInt("max_instances"),
            row.getInt("concurrency"),
            row.getString("image"),
            UserData.ofJson(database.open(row.getBytes("environment"), identity(id))));
    FunctionCode code =
        new FunctionCode(
            row.getString("code_type"),
            row.getString("code_filename"),
            row.getString("code_digest"),
            row.getLong("code_size"),
            row.getString("code_stored"));
    return new FunctionEntry(
        id,
        FunctionUrn.parse(row.getString("urn")).orElseThrow(),
        settings,
        code,
        row.getBoolean("collected"),
        row.getLong("revision"),
        Instant.parse(row.getString("modified_at")));
  }

  private static String identity(String id) {
    return "function " + id + " environment";
  }
}
