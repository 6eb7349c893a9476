package io.planform.host.vpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code network_object}, and what of functions refers to it. */
final class NetworkTable {
  private NetworkTable() {}

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  static NetworkObject get(Connection connection, Kind kind, String id) throws SQLException {
    return find(connection, kind, id)
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_0404, "There is no %s %s.".formatted(kind.word(), id)));
  }

  static Optional<NetworkObject> find(Connection connection, Kind kind, String id)
      throws SQLException {
    return Sql.first(
        connection,
        NetworkTable::object,
        "SELECT * FROM network_object WHERE id = ? AND kind = ?",
        id,
        kind.name());
  }

  static List<NetworkObject> all(Connection connection, Kind kind) throws SQLException {
    return Sql.list(
        connection,
        NetworkTable::object,
        "SELECT * FROM network_object WHERE kind = ? ORDER BY rowid",
        kind.name());
  }

  static List<NetworkObject> in(Connection connection, Kind kind, String parent)
      throws SQLException {
    return Sql.list(
        connection,
        NetworkTable::object,
        "SELECT * FROM network_object WHERE kind = ? AND parent = ? ORDER BY rowid",
        kind.name(),
        parent);
  }

  static void put(Connection connection, NetworkObject object) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO network_object (id, kind, parent, name, document, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET (name, document, updated_at) =
          (excluded.name, excluded.document, excluded.updated_at)
        """,
        object.id(),
        object.kind().name(),
        object.parent(),
        object.name(),
        object.document().toString(),
        object.createdAt(),
        object.updatedAt());
  }

  static void delete(Connection connection, NetworkObject object) throws SQLException {
    Sql.update(connection, "DELETE FROM network_object WHERE id = ?", object.id());
  }

  /** A function that is in the subnet, or a version of which is. */
  static Optional<String> functionIn(Connection connection, NetworkObject subnet)
      throws SQLException {
    return Sql.first(
        connection,
        row -> row.getString(1),
        """
        SELECT name FROM function WHERE subnet = ?1
        UNION ALL SELECT f.name FROM function_version v JOIN function f ON f.id = v.function_id
          WHERE v.subnet = ?1
        LIMIT 1
        """,
        subnet.id());
  }

  /** A function that is in the group, or a version of which is. */
  static Optional<String> functionOf(Connection connection, NetworkObject group)
      throws SQLException {
    return Sql.first(
        connection,
        row -> row.getString(1),
        """
        SELECT f.name FROM function f, json_each(f.networking, '$.security_groups') g
          WHERE f.subnet IS NOT NULL AND g.value = ?1
        UNION ALL SELECT f.name FROM function_version v JOIN function f ON f.id = v.function_id,
          json_each(v.networking, '$.security_groups') g
          WHERE v.subnet IS NOT NULL AND g.value = ?1
        LIMIT 1
        """,
        group.id());
  }

  /** A rule of another group that speaks of this one's members. */
  static Optional<String> ruleAbout(Connection connection, NetworkObject group)
      throws SQLException {
    return Sql.first(
        connection,
        row -> row.getString(1),
        """
        SELECT id FROM network_object WHERE kind = 'RULE' AND parent <> ?1
          AND json_extract(document, '$.remote_group_id') = ?1 LIMIT 1
        """,
        group.id());
  }

  /** The subnets that functions are in, and versions of functions. */
  static List<String> used(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        row -> row.getString(1),
        """
        SELECT subnet FROM function WHERE subnet IS NOT NULL
        UNION SELECT subnet FROM function_version WHERE subnet IS NOT NULL
        """);
  }

  private static NetworkObject object(ResultSet row) throws SQLException {
    return new NetworkObject(
        Kind.valueOf(row.getString("kind")),
        row.getString("id"),
        row.getString("parent"),
        row.getString("name"),
        document(row.getString("document")),
        row.getString("created_at"),
        row.getString("updated_at"));
  }

  private static ObjectNode document(String text) {
    try {
      return (ObjectNode) Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored object of a network is not JSON", e);
    }
  }
}
