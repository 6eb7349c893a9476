package io.planform.host.testevent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table {@code test_event}: rows to records and back. */
final class TestEventTable {
  private TestEventTable() {}

  /** Those of a function, the first made one first. */
  static List<TestEvent> of(Connection connection, String function) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, name, content, modified_at FROM test_event WHERE function_id = ?"
                + " ORDER BY rowid")) {
      select.setString(1, function);
      ResultSet row = select.executeQuery();
      List<TestEvent> events = new ArrayList<>();
      while (row.next()) {
        events.add(
            new TestEvent(
                row.getString("id"),
                row.getString("name"),
                row.getString("content"),
                Instant.parse(row.getString("modified_at"))));
      }
      return events;
    }
  }

  static void insert(Connection connection, String function, TestEvent event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO test_event (name, content, modified_at, id, function_id)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      bind(insert, event);
      insert.setString(5, function);
      insert.executeUpdate();
    }
  }

  static void update(Connection connection, TestEvent event) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE test_event SET name = ?, content = ?, modified_at = ? WHERE id = ?")) {
      bind(update, event);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, TestEvent event) throws SQLException {
    statement.setString(1, event.name());
    statement.setString(2, event.content());
    statement.setString(3, event.modifiedAt().toString());
    statement.setString(4, event.id());
  }

  static void delete(Connection connection, TestEvent event) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM test_event WHERE id = ?")) {
      delete.setString(1, event.id());
      delete.executeUpdate();
    }
  }
}
