package io.planform.host.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.planform.functiongraph.FunctionUrn;
import io.planform.host.function.Urns;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code async_configuration}: rows to records and back. */
final class ConfigurationTable {
  private final Urns urns;

  ConfigurationTable(Urns urns) {
    this.urns = urns;
  }

  /** Those of a function, its versions and aliases. */
  List<AsyncConfiguration> of(Connection connection, String functionId) throws SQLException {
    return Sql.list(
        connection,
        this::configuration,
        "SELECT * FROM async_configuration WHERE function_id = ? ORDER BY urn",
        functionId);
  }

  Optional<AsyncConfiguration> find(Connection connection, String targetId) throws SQLException {
    return Sql.first(
        connection,
        this::configuration,
        "SELECT * FROM async_configuration WHERE target_id = ?",
        targetId);
  }

  private AsyncConfiguration configuration(ResultSet row) throws SQLException {
    String urn = row.getString("urn");
    return new AsyncConfiguration(
        row.getString("function_id"),
        row.getString("target_id"),
        FunctionUrn.parse(urn).orElseThrow(() -> new IllegalStateException(urn + " is no URN")),
        row.getInt("retries"),
        Duration.ofSeconds(row.getLong("age")),
        destination(row.getString("on_success")),
        destination(row.getString("on_failure")),
        row.getString("status_log"),
        Instant.parse(row.getString("created_at")),
        Instant.parse(row.getString("modified_at")));
  }

  private Optional<Destination> destination(String column) {
    try {
      return column.isEmpty()
          ? Optional.empty()
          : Destination.parse(Fields.of(Json.read(column), "destination."), urns);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column is not ours", e);
    }
  }

  static void put(Connection connection, AsyncConfiguration configuration) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO async_configuration (target_id, function_id, version_id, alias_id, urn,
          retries, age, on_success, on_failure, status_log, created_at, modified_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (target_id) DO UPDATE SET retries = excluded.retries, age = excluded.age,
          on_success = excluded.on_success, on_failure = excluded.on_failure,
          status_log = excluded.status_log,
          modified_at = excluded.modified_at
        """,
        configuration.targetId(),
        configuration.functionId(),
        isAlias(configuration) ? null : version(configuration),
        isAlias(configuration) ? configuration.targetId() : null,
        configuration.urn().toString(),
        configuration.retries(),
        configuration.age().toSeconds(),
        text(configuration.onSuccess()),
        text(configuration.onFailure()),
        configuration.statusLog(),
        configuration.createdAt().toString(),
        configuration.modifiedAt().toString());
  }

  private static boolean isAlias(AsyncConfiguration configuration) {
    String qualifier = configuration.urn().qualifier();
    return qualifier != null && qualifier.startsWith("!");
  }

  /** Null for the version latest, which goes with the function. */
  private static @Nullable String version(AsyncConfiguration configuration) {
    return configuration.targetId().equals(configuration.functionId())
        ? null
        : configuration.targetId();
  }

  private static String text(Optional<Destination> destination) {
    return destination.map(each -> each.toJson().toString()).orElse("");
  }

  static boolean delete(Connection connection, String targetId) throws SQLException {
    return Sql.update(connection, "DELETE FROM async_configuration WHERE target_id = ?", targetId)
        > 0;
  }
}
