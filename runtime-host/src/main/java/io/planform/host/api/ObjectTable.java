package io.planform.host.api;

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

/** The table {@code gateway_object}. */
final class ObjectTable {
  private ObjectTable() {}

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  static GatewayObject get(Connection connection, Kind kind, String instance, String id)
      throws SQLException {
    return find(connection, kind, instance, id)
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_0404, "There is no %s %s.".formatted(kind.word(), id)));
  }

  static Optional<GatewayObject> find(Connection connection, Kind kind, String instance, String id)
      throws SQLException {
    return Sql.first(
        connection,
        ObjectTable::object,
        "SELECT * FROM gateway_object WHERE id = ? AND kind = ? AND instance = ?",
        id,
        kind.name(),
        instance);
  }

  /** One of whatever instance. */
  static Optional<GatewayObject> find(Connection connection, Kind kind, String id)
      throws SQLException {
    return Sql.first(
        connection,
        ObjectTable::object,
        "SELECT * FROM gateway_object WHERE id = ? AND kind = ?",
        id,
        kind.name());
  }

  /**
   * What a list shows.
   *
   * @param instance empty for all: a list of instances
   * @param id empty for any, as {@code name}
   */
  record Filter(Kind kind, String instance, String id, String name) {
    private static final String CONDITION =
        "kind = ?1 AND (?2 = '' OR instance = ?2) AND (?3 = '' OR id = ?3) AND (?4 = '' OR name = ?4)";
  }

  static List<GatewayObject> page(Connection connection, Filter filter, int offset, int size)
      throws SQLException {
    return Sql.list(
        connection,
        ObjectTable::object,
        "SELECT * FROM gateway_object WHERE "
            + Filter.CONDITION
            + " ORDER BY rowid LIMIT ?5 OFFSET ?6",
        filter.kind().name(),
        filter.instance(),
        filter.id(),
        filter.name(),
        size,
        offset);
  }

  static long count(Connection connection, Filter filter) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT count(*) FROM gateway_object WHERE " + Filter.CONDITION,
            filter.kind().name(),
            filter.instance(),
            filter.id(),
            filter.name())
        .orElse(0L);
  }

  /**
   * Makes an object, or changes the one of its id.
   *
   * @throws ApiException FSS.0409 where another one has its name
   */
  static void put(Connection connection, GatewayObject object) throws SQLException {
    boolean taken =
        object.kind() != Kind.INSTANCE
            && Sql.first(
                    connection,
                    row -> row.getString(1),
                    """
                    SELECT id FROM gateway_object
                    WHERE instance = ? AND kind = ? AND name = ? AND id <> ?
                    """,
                    object.instance(),
                    object.kind().name(),
                    object.name(),
                    object.id())
                .isPresent();
    if (taken) {
      throw new ApiException(
          FgsError.FSS_0409,
          "The instance has another %s %s.".formatted(object.kind().word(), object.name()));
    }
    Sql.update(
        connection,
        """
        INSERT INTO gateway_object (id, kind, instance, name, document, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET (name, document, updated_at) =
          (excluded.name, excluded.document, excluded.updated_at)
        """,
        object.id(),
        object.kind().name(),
        object.instance(),
        object.name(),
        object.document().toString(),
        object.createdAt(),
        object.updatedAt());
  }

  /** With what is in it. */
  static void delete(Connection connection, GatewayObject object) throws SQLException {
    Sql.update(connection, "DELETE FROM gateway_object WHERE id = ?", object.id());
  }

  private static GatewayObject object(ResultSet row) throws SQLException {
    return new GatewayObject(
        Kind.valueOf(row.getString("kind")),
        row.getString("id"),
        row.getString("instance"),
        row.getString("name"),
        document(row.getString("document")),
        row.getString("created_at"),
        row.getString("updated_at"));
  }

  static ObjectNode document(String text) {
    try {
      return (ObjectNode) Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored object of the gateway is not JSON", e);
    }
  }
}
