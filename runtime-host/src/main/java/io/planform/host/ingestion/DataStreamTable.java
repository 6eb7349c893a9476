package io.planform.host.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code data_stream}. */
final class DataStreamTable {
  private DataStreamTable() {}

  static List<DataStream> all(Connection connection) throws SQLException {
    return Sql.list(connection, DataStreamTable::stream, "SELECT * FROM data_stream");
  }

  private static DataStream stream(ResultSet row) throws SQLException {
    return new DataStream(
        row.getString("name"),
        row.getString("id"),
        row.getString("type"),
        row.getString("data_type"),
        row.getInt("partitions"),
        row.getInt("hours"),
        tags(row.getString("tags")),
        row.getLong("created_at"),
        row.getLong("modified_at"));
  }

  static void put(Connection connection, DataStream stream) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO data_stream VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET (data_type, hours, tags, modified_at) =
          (excluded.data_type, excluded.hours, excluded.tags, excluded.modified_at)
        """,
        stream.name(),
        stream.id(),
        stream.type(),
        stream.dataType(),
        stream.partitions(),
        stream.hours(),
        text(stream.tags()),
        stream.createdAt(),
        stream.modifiedAt());
  }

  static void delete(Connection connection, DataStream stream) throws SQLException {
    Sql.update(connection, "DELETE FROM data_stream WHERE name = ?", stream.name());
  }

  private static String text(Map<String, String> tags) {
    ObjectNode json = Json.object();
    tags.forEach(json::put);
    return json.toString();
  }

  private static Map<String, String> tags(String text) {
    try {
      Map<String, String> tags = new TreeMap<>();
      Json.read(text).properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      return tags;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored tags are not JSON", e);
    }
  }
}
