package io.planform.host.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables {@code log_group} and {@code log_stream}. */
final class StreamTable {
  private StreamTable() {}

  static List<LogGroup> groups(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM log_group ORDER BY rowid")) {
      ResultSet row = select.executeQuery();
      List<LogGroup> groups = new ArrayList<>();
      while (row.next()) {
        groups.add(
            new LogGroup(
                row.getString("id"),
                row.getString("name"),
                row.getInt("ttl_days"),
                tags(row.getString("tags")),
                row.getLong("created_at")));
      }
      return groups;
    }
  }

  static List<LogStream> streams(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM log_stream ORDER BY rowid")) {
      ResultSet row = select.executeQuery();
      List<LogStream> streams = new ArrayList<>();
      while (row.next()) {
        streams.add(
            new LogStream(
                row.getString("id"),
                row.getString("group_id"),
                row.getString("name"),
                row.getInt("ttl_days"),
                row.getBoolean("favorite"),
                tags(row.getString("tags")),
                row.getLong("created_at")));
      }
      return streams;
    }
  }

  static void put(Connection connection, LogGroup group) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO log_group VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET (ttl_days, tags) = (excluded.ttl_days, excluded.tags)
            """)) {
      put.setString(1, group.id());
      put.setString(2, group.name());
      put.setInt(3, group.days());
      put.setString(4, text(group.tags()));
      put.setLong(5, group.createdAt());
      put.executeUpdate();
    }
  }

  static void put(Connection connection, LogStream stream) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO log_stream VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET (ttl_days, favorite, tags) =
              (excluded.ttl_days, excluded.favorite, excluded.tags)
            """)) {
      put.setString(1, stream.id());
      put.setString(2, stream.groupId());
      put.setString(3, stream.name());
      put.setInt(4, stream.days());
      put.setBoolean(5, stream.favorite());
      put.setString(6, text(stream.tags()));
      put.setLong(7, stream.createdAt());
      put.executeUpdate();
    }
  }

  /** With its streams. */
  static void deleteGroup(Connection connection, String id) throws SQLException {
    delete(connection, "DELETE FROM log_group WHERE id = ?", id);
  }

  static void deleteStream(Connection connection, String id) throws SQLException {
    delete(connection, "DELETE FROM log_stream WHERE id = ?", id);
  }

  private static void delete(Connection connection, String sql, String id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
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
