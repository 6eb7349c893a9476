package io.planform.host.alarm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code alarm_rule}. */
final class AlarmTable {
  private AlarmTable() {}

  static void insert(Connection connection, StoredRule rule) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO alarm_rule VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, rule.id());
      insert.setString(2, rule.rule().toJson().toString());
      insert.setBoolean(3, rule.enabled());
      insert.setBoolean(4, rule.notifies());
      insert.setString(5, rule.state().text());
      insert.setLong(6, rule.changedAt());
      insert.executeUpdate();
    }
  }

  static List<StoredRule> list(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM alarm_rule ORDER BY rowid")) {
      ResultSet row = select.executeQuery();
      List<StoredRule> rules = new ArrayList<>();
      while (row.next()) {
        rules.add(
            new StoredRule(
                row.getString("id"),
                AlarmRule.read(row.getString("rule")),
                row.getBoolean("enabled"),
                row.getBoolean("notifies"),
                AlarmState.of(row.getString("state")),
                row.getLong("changed_at")));
      }
      return rules;
    }
  }

  static Optional<StoredRule> find(Connection connection, String id) throws SQLException {
    return list(connection).stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** A rule that is switched off holds: when it is on again, it is judged anew. */
  static void enable(Connection connection, String id, boolean enabled, long now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE alarm_rule SET enabled = ?, state = 'ok', changed_at = ? WHERE id = ?")) {
      update.setBoolean(1, enabled);
      update.setLong(2, now);
      update.setString(3, id);
      update.executeUpdate();
    }
  }

  /** A rule that is changed holds until it is judged anew. */
  static void update(Connection connection, String id, AlarmRule rule, boolean notifies, long now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE alarm_rule SET rule = ?, notifies = ?, state = 'ok', changed_at = ? WHERE id = ?
            """)) {
      update.setString(1, rule.toJson().toString());
      update.setBoolean(2, notifies);
      update.setLong(3, now);
      update.setString(4, id);
      update.executeUpdate();
    }
  }

  /** Whether the rule is there, is on, and was in the other state. */
  static boolean change(Connection connection, String id, AlarmState state, long now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE alarm_rule SET state = ?, changed_at = ?
            WHERE id = ? AND enabled = 1 AND state <> ?
            """)) {
      update.setString(1, state.text());
      update.setLong(2, now);
      update.setString(3, id);
      update.setString(4, state.text());
      return update.executeUpdate() == 1;
    }
  }

  static boolean delete(Connection connection, String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM alarm_rule WHERE id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate() == 1;
    }
  }
}
