package io.planform.host.filesystem;

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
import java.util.Optional;
import java.util.TreeMap;

/** The table {@code file_system}. */
final class FileSystemTable {
  private FileSystemTable() {}

  static List<FileSystem> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM file_system ORDER BY rowid")) {
      ResultSet row = select.executeQuery();
      List<FileSystem> all = new ArrayList<>();
      while (row.next()) {
        all.add(fileSystem(row));
      }
      return all;
    }
  }

  static Optional<FileSystem> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM file_system WHERE id = ?")) {
      select.setString(1, id);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(fileSystem(row)) : Optional.empty();
    }
  }

  private static FileSystem fileSystem(ResultSet row) throws SQLException {
    return new FileSystem(
        row.getString("id"),
        row.getString("name"),
        row.getString("share_type"),
        row.getInt("gigabytes"),
        row.getString("zone"),
        row.getString("vpc"),
        row.getString("subnet"),
        row.getString("security_group"),
        row.getString("enterprise_project"),
        tags(row.getString("tags")),
        row.getLong("created_at"));
  }

  static void put(Connection connection, FileSystem each) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO file_system VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET (name, gigabytes, security_group, tags) =
              (excluded.name, excluded.gigabytes, excluded.security_group, excluded.tags)
            """)) {
      put.setString(1, each.id());
      put.setString(2, each.name());
      put.setString(3, each.shareType());
      put.setInt(4, each.gigabytes());
      put.setString(5, each.zone());
      put.setString(6, each.vpc());
      put.setString(7, each.subnet());
      put.setString(8, each.securityGroup());
      put.setString(9, each.enterpriseProject());
      ObjectNode tags = Json.object();
      each.tags().forEach(tags::put);
      put.setString(10, tags.toString());
      put.setLong(11, each.createdAt());
      put.executeUpdate();
    }
  }

  static void delete(Connection connection, String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM file_system WHERE id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
  }

  private static Map<String, String> tags(String text) throws SQLException {
    try {
      Map<String, String> tags = new TreeMap<>();
      Json.read(text).properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      return tags;
    } catch (JsonProcessingException e) {
      throw new SQLException("stored tags are not JSON", e);
    }
  }
}
