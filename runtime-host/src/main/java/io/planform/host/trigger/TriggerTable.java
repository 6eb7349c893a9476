package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code event_trigger}: rows to triggers and back. */
final class TriggerTable {
  private static final String SELECT =
      """
      SELECT t.*, f.urn, f.runtime, v.name AS version, a.name AS alias FROM event_trigger t
      JOIN function f ON f.id = t.function_id
      LEFT JOIN function_version v ON v.id = t.version_id
      LEFT JOIN function_alias a ON a.id = t.alias_id
      """;
  private static final String OF_TARGET = "f.urn = ? AND v.name IS ? AND a.name IS ?";

  private final TriggerTypes types;
  private final TriggerSecrets secrets;

  TriggerTable(TriggerTypes types, TriggerSecrets secrets) {
    this.types = types;
    this.secrets = secrets;
  }

  List<Trigger> all(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      return triggers(select);
    }
  }

  List<Trigger> page(Connection connection, int offset, int size) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "ORDER BY t.rowid LIMIT ? OFFSET ?")) {
      select.setInt(1, size);
      select.setInt(2, offset);
      return triggers(select);
    }
  }

  List<Trigger> of(Connection connection, FunctionUrn target) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE " + OF_TARGET + " ORDER BY t.rowid")) {
      bindTarget(select, 1, target);
      return triggers(select);
    }
  }

  /** Those of all its versions and aliases. */
  List<Trigger> ofFunction(Connection connection, FunctionUrn bare) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE f.urn = ? ORDER BY t.rowid")) {
      select.setString(1, bare.toString());
      return triggers(select);
    }
  }

  static long count(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*) FROM event_trigger")) {
      return select.executeQuery().getLong(1);
    }
  }

  Optional<Trigger> find(Connection connection, FunctionUrn target, String type, String id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE t.id = ? AND t.type = ? AND " + OF_TARGET)) {
      select.setString(1, id);
      select.setString(2, type);
      bindTarget(select, 3, target);
      return triggers(select).stream().findFirst();
    }
  }

  /** SQL's {@code IS} takes a null for a value. */
  private static void bindTarget(PreparedStatement select, int first, FunctionUrn target)
      throws SQLException {
    Optional<String> qualifier = Optional.ofNullable(target.qualifier());
    select.setString(first, target.bare().toString());
    select.setString(first + 1, qualifier.filter(name -> !name.startsWith("!")).orElse(null));
    select.setString(
        first + 2,
        qualifier.filter(name -> name.startsWith("!")).map(name -> name.substring(1)).orElse(null));
  }

  /** Those of the same route, or without route those of the same type and target. */
  private List<Trigger> rivals(Connection connection, Trigger trigger) throws SQLException {
    Optional<String> route = trigger.settings().route();
    String sql =
        route.isPresent()
            ? "WHERE t.id <> ? AND t.route = ?"
            : """
              WHERE t.id <> ? AND t.function_id = ? AND t.route IS NULL AND t.type = ?
                AND coalesce(t.version_id, t.alias_id, t.function_id) = ?
              """;
    try (PreparedStatement select = connection.prepareStatement(SELECT + sql)) {
      select.setString(1, trigger.id());
      select.setString(2, route.orElse(trigger.functionId()));
      if (route.isEmpty()) {
        select.setString(3, trigger.type());
        select.setString(4, trigger.targetId());
      }
      return triggers(select);
    }
  }

  /**
   * @throws ApiException where another trigger is in the way
   */
  void checkConflicts(Connection connection, Trigger trigger) throws SQLException {
    if (trigger.settings() instanceof ApigSettings settings) {
      settings.check(connection);
    }
    for (Trigger rival : rivals(connection, trigger)) {
      trigger.settings().refuseBeside(rival.settings());
    }
  }

  void insert(Connection connection, Trigger trigger) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO event_trigger (status, name, event_data, updated_at, fired_at, route,
              route_method, secrets, id, type, created_at, function_id, version_id, alias_id)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, f.id, v.id, a.id FROM function f
            LEFT JOIN function_version v ON v.function_id = f.id AND v.id = ?
            LEFT JOIN function_alias a ON a.function_id = f.id AND a.id = ?
            WHERE f.id = ? AND ? IN (f.id, v.id, a.id)
            """)) {
      bindChangeable(insert, trigger);
      insert.setString(9, trigger.id());
      insert.setString(10, trigger.type());
      insert.setString(11, trigger.createdAt().toString());
      insert.setString(12, trigger.targetId());
      insert.setString(13, trigger.targetId());
      insert.setString(14, trigger.functionId());
      insert.setString(15, trigger.targetId());
      if (insert.executeUpdate() == 0) {
        throw new ApiException(
            FgsError.FSS_1051, "There is no %s any more.".formatted(trigger.target()));
      }
    }
  }

  void update(Connection connection, Trigger trigger) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE event_trigger SET status = ?, name = ?, event_data = ?, updated_at = ?,
              fired_at = ?, route = ?, route_method = ?, secrets = ?
            WHERE id = ?
            """)) {
      bindChangeable(update, trigger);
      update.setString(9, trigger.id());
      update.executeUpdate();
    }
  }

  private void bindChangeable(PreparedStatement statement, Trigger trigger) throws SQLException {
    statement.setString(1, trigger.active() ? "ACTIVE" : "DISABLED");
    statement.setString(2, trigger.settings().name());
    statement.setString(3, types.shown(trigger).toString());
    statement.setString(4, trigger.updatedAt().toString());
    statement.setLong(5, trigger.firedAt().toEpochMilli());
    statement.setString(6, trigger.settings().route().orElse(null));
    statement.setString(7, trigger.settings().routeMethod().orElse(null));
    statement.setBytes(8, secrets.seal(trigger));
  }

  static void delete(Connection connection, Trigger trigger) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM event_trigger WHERE id = ?")) {
      delete.setString(1, trigger.id());
      delete.executeUpdate();
    }
  }

  private List<Trigger> triggers(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    List<Trigger> triggers = new ArrayList<>();
    while (row.next()) {
      FunctionUrn target = target(row);
      String type = row.getString("type");
      String id = row.getString("id");
      ObjectNode eventData =
          secrets.whole(id, row.getString("event_data"), row.getBytes("secrets"));
      triggers.add(
          new Trigger(
              id,
              row.getString("function_id"),
              target,
              targetId(row),
              type,
              row.getString("status").equals("ACTIVE"),
              eventData,
              types.parse(type, eventData, target, row.getString("runtime")),
              Instant.parse(row.getString("created_at")),
              Instant.parse(row.getString("updated_at")),
              Instant.ofEpochMilli(row.getLong("fired_at"))));
    }
    return triggers;
  }

  private static FunctionUrn target(ResultSet row) throws SQLException {
    FunctionUrn function = FunctionUrn.parse(row.getString("urn")).orElseThrow();
    String version = row.getString("version");
    String alias = row.getString("alias");
    if (version != null) {
      return function.withQualifier(version);
    }
    return alias == null ? function : function.withQualifier("!" + alias);
  }

  private static String targetId(ResultSet row) throws SQLException {
    String version = row.getString("version_id");
    String alias = row.getString("alias_id");
    if (version != null) {
      return version;
    }
    return alias == null ? row.getString("function_id") : alias;
  }
}
