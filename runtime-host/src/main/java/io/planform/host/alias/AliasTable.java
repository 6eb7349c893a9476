package io.planform.host.alias;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code function_alias}: rows to aliases and back. */
final class AliasTable {
  private static final String SELECT =
      """
      SELECT a.*, v.name AS version FROM function_alias a
      LEFT JOIN function_version v ON v.id = a.version_id WHERE a.function_id = ?
      """;

  private AliasTable() {}

  static List<Alias> of(Connection connection, String functionId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "ORDER BY a.rowid")) {
      select.setString(1, functionId);
      ResultSet row = select.executeQuery();
      List<Alias> aliases = new ArrayList<>();
      while (row.next()) {
        aliases.add(alias(row));
      }
      return aliases;
    }
  }

  /** The id of a published version; empty where there is none of that name. */
  static Optional<String> versionId(Connection connection, String functionId, String name)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM function_version WHERE function_id = ? AND name = ?")) {
      select.setString(1, functionId);
      select.setString(2, name);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** Adds an alias, or changes the one of its id. */
  static void put(
      Connection connection, Alias alias, @Nullable String versionId, @Nullable String additionalId)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO function_alias (id, function_id, name, description, version_id,
              additional_id, shifting, modified_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET description = excluded.description,
              version_id = excluded.version_id, additional_id = excluded.additional_id,
              shifting = excluded.shifting, modified_at = excluded.modified_at
            """)) {
      upsert.setString(1, alias.id());
      upsert.setString(2, alias.functionId());
      upsert.setString(3, alias.name());
      upsert.setString(4, alias.description());
      upsert.setString(5, versionId);
      upsert.setString(6, additionalId);
      upsert.setString(7, shifting(alias));
      upsert.setString(8, alias.modifiedAt().toString());
      upsert.executeUpdate();
    }
  }

  static boolean hasTriggers(Connection connection, Alias alias) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM event_trigger WHERE alias_id = ? LIMIT 1")) {
      select.setString(1, alias.id());
      return select.executeQuery().next();
    }
  }

  static void delete(Connection connection, Alias alias) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM function_alias WHERE id = ?")) {
      delete.setString(1, alias.id());
      delete.executeUpdate();
    }
  }

  private static Alias alias(ResultSet row) throws SQLException {
    String version = row.getString("version");
    return new Alias(
        row.getString("id"),
        row.getString("function_id"),
        row.getString("name"),
        row.getString("description"),
        version == null ? FunctionUrn.LATEST : version,
        shift(row.getString("shifting")),
        Instant.parse(row.getString("modified_at")));
  }

  private static String shifting(Alias alias) {
    ObjectNode document = Json.object();
    alias.shift().ifPresent(shift -> ShiftJson.write(shift, document));
    return document.toString();
  }

  private static Optional<Shift> shift(String shifting) {
    try {
      JsonNode document = Json.read(shifting);
      return ShiftJson.read(Fields.of(document, "shifting."));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored shifting of an alias is not ours", e);
    }
  }
}
