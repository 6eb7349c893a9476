package io.planform.host.dependency;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.CodeDependency;
import io.planform.host.server.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code dependency} and {@code dependency_version}: rows to records and back. */
public final class DependencyTable {
  private static final String SELECT =
      """
      SELECT v.id, v.dependency_id, d.name, v.number, v.runtime, v.description, v.etag, v.size,
        v.code_stored, v.modified_at
      FROM dependency_version v JOIN dependency d ON d.id = v.dependency_id
      """;

  /** Only versions that are the newest of their dependency. */
  private static final String NEWEST =
      "v.number = (SELECT max(n.number) FROM dependency_version n"
          + " WHERE n.dependency_id = v.dependency_id)";

  private DependencyTable() {}

  /** The newest versions of those that match, the first made dependency first. */
  static List<DependencyVersion> newest(
      Connection connection, DependencyFilter filter, int offset, int size) throws SQLException {
    String sql =
        SELECT + "WHERE " + NEWEST + filter.conditions() + " ORDER BY d.rowid LIMIT ? OFFSET ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int next = filter.bind(select);
      select.setInt(next, size);
      select.setInt(next + 1, offset);
      return versions(select);
    }
  }

  static long count(Connection connection, DependencyFilter filter) throws SQLException {
    String sql =
        "SELECT count(*) FROM dependency_version v JOIN dependency d ON d.id = v.dependency_id"
            + " WHERE "
            + NEWEST
            + filter.conditions();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      filter.bind(select);
      return select.executeQuery().getLong(1);
    }
  }

  static Optional<DependencyVersion> newestOf(Connection connection, String dependency)
      throws SQLException {
    return first(connection, "WHERE d.id = ? ORDER BY v.number DESC LIMIT 1", dependency);
  }

  static Optional<DependencyVersion> byId(Connection connection, String id) throws SQLException {
    return first(connection, "WHERE v.id = ?", id);
  }

  static Optional<DependencyVersion> find(Connection connection, String dependency, long number)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE d.id = ? AND v.number = ?")) {
      select.setString(1, dependency);
      select.setLong(2, number);
      return versions(select).stream().findFirst();
    }
  }

  /** The newest first. */
  static List<DependencyVersion> versionsOf(
      Connection connection, String dependency, int offset, int size) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT + "WHERE d.id = ? ORDER BY v.number DESC LIMIT ? OFFSET ?")) {
      select.setString(1, dependency);
      select.setInt(2, size);
      select.setInt(3, offset);
      return versions(select);
    }
  }

  static long countVersions(Connection connection, String dependency) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(*) FROM dependency_version WHERE dependency_id = ?")) {
      select.setString(1, dependency);
      return select.executeQuery().getLong(1);
    }
  }

  static Optional<String> idOf(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM dependency WHERE name = ?")) {
      select.setString(1, name);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  static void insert(Connection connection, String id, String name) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO dependency (id, name, last_version) VALUES (?, ?, 0)")) {
      insert.setString(1, id);
      insert.setString(2, name);
      insert.executeUpdate();
    }
  }

  static long nextNumber(Connection connection, String dependency) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "UPDATE dependency SET last_version = last_version + 1 WHERE id = ?"
                + " RETURNING last_version")) {
      count.setString(1, dependency);
      return count.executeQuery().getLong(1);
    }
  }

  static void insert(Connection connection, DependencyVersion version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO dependency_version (id, dependency_id, number, runtime, description, etag,
              size, code_stored, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, version.id());
      insert.setString(2, version.dependency());
      insert.setLong(3, version.number());
      insert.setString(4, version.runtime());
      insert.setString(5, version.description());
      insert.setString(6, version.etag());
      insert.setLong(7, version.size());
      insert.setString(8, version.stored());
      insert.setString(9, version.modifiedAt().toString());
      insert.executeUpdate();
    }
  }

  static void rename(Connection connection, String dependency, String name) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE dependency SET name = ? WHERE id = ?")) {
      update.setString(1, name);
      update.setString(2, dependency);
      update.executeUpdate();
    }
  }

  static void describe(Connection connection, DependencyVersion version) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE dependency_version SET description = ?, modified_at = ? WHERE id = ?")) {
      update.setString(1, version.description());
      update.setString(2, version.modifiedAt().toString());
      update.setString(3, version.id());
      update.executeUpdate();
    }
  }

  /** A dependency without versions goes with its last one. */
  static void delete(Connection connection, DependencyVersion version) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM dependency_version WHERE id = ?");
        PreparedStatement empty =
            connection.prepareStatement(
                "DELETE FROM dependency WHERE id = ? AND NOT EXISTS"
                    + " (SELECT 1 FROM dependency_version WHERE dependency_id = dependency.id)")) {
      delete.setString(1, version.id());
      delete.executeUpdate();
      empty.setString(1, version.dependency());
      empty.executeUpdate();
    }
  }

  /** The URN of a function that has a version among its dependencies. */
  static Optional<String> userOf(Connection connection, String version) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT f.urn FROM function f, json_each(f.dependencies) d
            WHERE f.dependencies <> '[]' AND d.value ->> 'version' = ?
            UNION ALL
            SELECT f.urn || ':' || v.name
            FROM function_version v JOIN function f ON f.id = v.function_id,
              json_each(v.dependencies) d
            WHERE v.dependencies <> '[]' AND d.value ->> 'version' = ?
            LIMIT 1
            """)) {
      select.setString(1, version);
      select.setString(2, version);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /**
   * That none was deleted since it was looked up.
   *
   * @throws ApiException FSS.1056 for one that is not there
   */
  public static void requireAll(Connection connection, List<CodeDependency> dependencies)
      throws SQLException {
    for (CodeDependency dependency : dependencies) {
      if (byId(connection, dependency.version()).isEmpty()) {
        throw missing(dependency.given());
      }
    }
  }

  static ApiException missing(String id) {
    return new ApiException(FgsError.FSS_1056, "There is no dependency %s.".formatted(id));
  }

  private static Optional<DependencyVersion> first(
      Connection connection, String condition, String parameter) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
      select.setString(1, parameter);
      return versions(select).stream().findFirst();
    }
  }

  private static List<DependencyVersion> versions(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<DependencyVersion> versions = new ArrayList<>();
    while (row.next()) {
      versions.add(
          new DependencyVersion(
              row.getString("id"),
              row.getString("dependency_id"),
              row.getString("name"),
              row.getLong("number"),
              row.getString("runtime"),
              row.getString("description"),
              row.getString("etag"),
              row.getLong("size"),
              row.getString("code_stored"),
              Instant.parse(row.getString("modified_at"))));
    }
    return versions;
  }
}
