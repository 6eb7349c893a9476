package io.planform.store.state;

import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * All states of one database in another: rows, revisions, outputs and journal, but no leases. What
 * is sealed stays so, for it names no place in a database.
 */
final class StateCopy {
  /** In an order in which each finds what it refers to. */
  private static final List<Table> TABLES =
      List.of(
          new Table("state", "id", "workspace", "lineage", "target", "revision", "fence", "checks"),
          new Table(
              "revision",
              "state_id",
              "number",
              "parent",
              "actor",
              "command",
              "git_commit",
              "plan_hash",
              "at",
              "summary"),
          new Table(
              "resource",
              "state_id",
              "address",
              "deposed",
              "provider",
              "object_id",
              "attributes",
              "sensitive",
              "schema_version",
              "status",
              "create_before_destroy",
              "dependencies",
              "revision",
              "ended"),
          new Table("output", "state_id", "name", "value", "sensitive", "revision", "ended"),
          new Table(
              "operation",
              "id",
              "state_id",
              "address",
              "deposed",
              "action",
              "planned",
              "sensitive",
              "intended_at",
              "fence",
              "result",
              "concluded_at"));

  private static final Set<String> FLAGS = Set.of("sensitive", "create_before_destroy");
  private static final int BATCH = 500;

  /**
   * More leases than a state has while a backup of it is kept: who was served since must not have
   * newer fences than those to come.
   */
  private static final long NEWER_FENCES = 1_000_000;

  private StateCopy() {}

  private record Table(String name, List<String> columns) {
    Table(String name, String... columns) {
      this(name, List.of(columns));
    }
  }

  /** Returns how many states there are. */
  static int all(Connection from, Connection to) throws SQLException {
    for (Table table : TABLES) {
      copy(from, to, table);
    }
    return Sql.first(to, row -> row.getInt(1), "SELECT count(*) FROM state").orElse(0);
  }

  static void renewFences(Connection connection) throws SQLException {
    Sql.update(connection, "UPDATE state SET fence = fence + ?", NEWER_FENCES);
  }

  private static void copy(Connection from, Connection to, Table table) throws SQLException {
    String columns = String.join(", ", table.columns());
    String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
    try (Statement query = from.createStatement();
        ResultSet rows = query.executeQuery("SELECT " + columns + " FROM " + table.name());
        PreparedStatement insert =
            to.prepareStatement(
                "INSERT INTO %s (%s) VALUES (%s)".formatted(table.name(), columns, marks))) {
      int waiting = 0;
      while (rows.next()) {
        add(table, rows, insert);
        waiting++;
        if (waiting == BATCH) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      insert.executeBatch();
    }
  }

  private static void add(Table table, ResultSet row, PreparedStatement insert)
      throws SQLException {
    for (int i = 1; i <= table.columns().size(); i++) {
      boolean flag = FLAGS.contains(table.columns().get(i - 1));
      insert.setObject(i, flag ? Boolean.valueOf(row.getBoolean(i)) : row.getObject(i));
    }
    insert.addBatch();
  }
}
