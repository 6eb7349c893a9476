package io.planform.host.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.store.database.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables {@code topic} and {@code subscription}. */
final class TopicTable {
  private TopicTable() {}

  static List<Topic> topics(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM topic ORDER BY rowid")) {
      return topics(select.executeQuery());
    }
  }

  static Optional<Topic> find(Connection connection, String urn) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM topic WHERE urn = ?")) {
      select.setString(1, urn);
      return topics(select.executeQuery()).stream().findFirst();
    }
  }

  private static List<Topic> topics(ResultSet row) throws SQLException {
    List<Topic> topics = new ArrayList<>();
    while (row.next()) {
      topics.add(
          new Topic(
              row.getString("urn"),
              row.getString("id"),
              row.getString("name"),
              row.getString("display_name"),
              row.getString("introduction"),
              tags(row.getString("tags")),
              row.getLong("created_at"),
              row.getLong("updated_at")));
    }
    return topics;
  }

  static void put(Connection connection, Topic topic) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO topic VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (urn) DO UPDATE SET (display_name, introduction, tags, updated_at) =
              (excluded.display_name, excluded.introduction, excluded.tags, excluded.updated_at)
            """)) {
      put.setString(1, topic.urn());
      put.setString(2, topic.id());
      put.setString(3, topic.name());
      put.setString(4, topic.displayName());
      put.setString(5, topic.introduction());
      put.setString(6, text(topic.tags()));
      put.setLong(7, topic.createdAt());
      put.setLong(8, topic.updatedAt());
      put.executeUpdate();
    }
  }

  /** With its subscriptions. */
  static void delete(Connection connection, Topic topic) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM topic WHERE urn = ?")) {
      delete.setString(1, topic.urn());
      delete.executeUpdate();
    }
  }

  static List<Subscription> subscriptions(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM subscription ORDER BY rowid")) {
      return subscriptions(select.executeQuery());
    }
  }

  /**
   * Functions that subscribe, by their triggers.
   *
   * @param topic empty for all
   */
  static List<Subscription> functions(Connection connection, String topic) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT t.id, t.name AS topic, f.urn || ':' || coalesce(v.name, '!' || a.name, 'latest')
              AS function
            FROM event_trigger t JOIN function f ON f.id = t.function_id
            LEFT JOIN function_version v ON v.id = t.version_id
            LEFT JOIN function_alias a ON a.id = t.alias_id
            WHERE t.type = 'SMN' AND ? IN ('', t.name) ORDER BY t.rowid
            """)) {
      select.setString(1, topic);
      ResultSet row = select.executeQuery();
      List<Subscription> subscriptions = new ArrayList<>();
      while (row.next()) {
        String urn = row.getString("topic");
        subscriptions.add(
            new Subscription(
                urn + ":" + row.getString("id").replace("-", ""),
                urn,
                Topics.FUNCTION,
                URI.create(row.getString("function")),
                "",
                true,
                ""));
      }
      return subscriptions;
    }
  }

  /** Adds a message for the triggers of a topic. */
  static void tellTriggers(Connection connection, String topic, String message)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO trigger_inbox (trigger_id, message)
        SELECT id, ? FROM event_trigger WHERE type = 'SMN' AND name = ?
        """,
        message,
        topic);
  }

  static List<Subscription> subscriptions(Connection connection, String topic) throws SQLException {
    return subscriptionsBy(connection, "topic", topic);
  }

  static Optional<Subscription> subscription(Connection connection, String urn)
      throws SQLException {
    return subscriptionsBy(connection, "urn", urn).stream().findFirst();
  }

  static Optional<Subscription> byToken(Connection connection, String token) throws SQLException {
    return subscriptionsBy(connection, "token", token).stream().findFirst();
  }

  private static List<Subscription> subscriptionsBy(
      Connection connection, String column, String value) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM subscription WHERE %s = ? ORDER BY rowid".formatted(column))) {
      select.setString(1, value);
      return subscriptions(select.executeQuery());
    }
  }

  private static List<Subscription> subscriptions(ResultSet row) throws SQLException {
    List<Subscription> subscriptions = new ArrayList<>();
    while (row.next()) {
      subscriptions.add(
          new Subscription(
              row.getString("urn"),
              row.getString("topic"),
              row.getString("protocol"),
              URI.create(row.getString("endpoint")),
              row.getString("remark"),
              row.getBoolean("confirmed"),
              row.getString("token")));
    }
    return subscriptions;
  }

  static void put(Connection connection, Subscription subscription) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO subscription VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (urn) DO UPDATE SET (remark, confirmed) =
              (excluded.remark, excluded.confirmed)
            """)) {
      put.setString(1, subscription.urn());
      put.setString(2, subscription.topic());
      put.setString(3, subscription.protocol());
      put.setString(4, subscription.endpoint().toString());
      put.setString(5, subscription.remark());
      put.setBoolean(6, subscription.confirmed());
      put.setString(7, subscription.token());
      put.executeUpdate();
    }
  }

  static void delete(Connection connection, Subscription subscription) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM subscription WHERE urn = ?")) {
      delete.setString(1, subscription.urn());
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
