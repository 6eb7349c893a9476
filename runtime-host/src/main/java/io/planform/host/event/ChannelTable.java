package io.planform.host.event;

import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code event_channel}. */
final class ChannelTable {
  private ChannelTable() {}

  static List<Channel> all(Connection connection) throws SQLException {
    return Sql.list(connection, ChannelTable::channel, "SELECT * FROM event_channel ORDER BY name");
  }

  static Optional<Channel> find(Connection connection, String id) throws SQLException {
    return Sql.first(
        connection, ChannelTable::channel, "SELECT * FROM event_channel WHERE id = ?", id);
  }

  private static Channel channel(ResultSet row) throws SQLException {
    return new Channel(
        row.getString("id"),
        row.getString("name"),
        row.getString("description"),
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }

  static void put(Connection connection, Channel channel) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO event_channel (id, name, description, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          description = excluded.description, updated_at = excluded.updated_at
        """,
        channel.id(),
        channel.name(),
        channel.description(),
        channel.createdAt(),
        channel.updatedAt());
  }

  static void delete(Connection connection, Channel channel) throws SQLException {
    Sql.update(connection, "DELETE FROM event_channel WHERE id = ?", channel.id());
  }

  /** Adds an event for a trigger; false where that is gone, unannounced with its function. */
  static boolean tell(Connection connection, String trigger, String event) throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO trigger_inbox (trigger_id, message) SELECT id, ? FROM event_trigger WHERE id = ?",
            event,
            trigger)
        > 0;
  }
}
