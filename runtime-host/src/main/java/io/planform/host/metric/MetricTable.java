package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables {@code metric} and {@code metric_series}. */
final class MetricTable {
  private static final String ADD =
      """
      INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (series, span, start) DO UPDATE SET
        requests = requests + excluded.requests,
        function_errors = function_errors + excluded.function_errors,
        system_errors = system_errors + excluded.system_errors,
        rejections = rejections + excluded.rejections,
        duration_min = CASE
          WHEN runs = 0 THEN excluded.duration_min
          WHEN excluded.runs = 0 THEN duration_min
          ELSE min(duration_min, excluded.duration_min) END,
        duration_max = max(duration_max, excluded.duration_max),
        duration_sum = duration_sum + excluded.duration_sum,
        runs = runs + excluded.runs,
        concurrency = max(concurrency, excluded.concurrency),
        instances = max(instances, excluded.instances),
        billed_ms = billed_ms + excluded.billed_ms,
        billed_mb_ms = billed_mb_ms + excluded.billed_mb_ms,
        measured = measured + excluded.measured,
        used_kb = used_kb + excluded.used_kb,
        used_kb_max = max(used_kb_max, excluded.used_kb_max)
      """;

  private MetricTable() {}

  /** The number of a function version; it gets one where it has none. */
  static int series(Connection connection, String functionId, FunctionUrn urn, String version)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO metric_series (function_id, urn, version) VALUES (?, ?, ?)
            ON CONFLICT (function_id, version) DO UPDATE SET urn = excluded.urn
            RETURNING id
            """)) {
      insert.setString(1, functionId);
      insert.setString(2, urn.bare().toString());
      insert.setString(3, version);
      return insert.executeQuery().getInt(1);
    }
  }

  /** The last journal that is in the table. */
  static long lastJournal(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT number FROM metric_journal")) {
      return select.executeQuery().getLong(1);
    }
  }

  /**
   * Adds what a journal holds, and remembers that it is in the table.
   *
   * @param minutes totals by series and minute
   */
  static void add(Connection connection, Map<Cell, Totals> minutes, long journal)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD);
        PreparedStatement number =
            connection.prepareStatement("UPDATE metric_journal SET number = ?")) {
      for (Map.Entry<Cell, Totals> each : minutes.entrySet()) {
        for (Span span : Span.values()) {
          bind(add, each.getKey(), span, each.getValue());
          add.executeUpdate();
        }
      }
      number.setLong(1, journal);
      number.executeUpdate();
    }
  }

  private static void bind(PreparedStatement add, Cell cell, Span span, Totals totals)
      throws SQLException {
    add.setInt(1, cell.series());
    add.setLong(2, span.seconds());
    add.setLong(3, span.start(cell.second()));
    add.setLong(4, totals.requests);
    add.setLong(5, totals.functionErrors);
    add.setLong(6, totals.systemErrors);
    add.setLong(7, totals.rejections);
    add.setLong(8, totals.runs);
    add.setDouble(9, totals.durationSum);
    add.setDouble(10, totals.durationMin);
    add.setDouble(11, totals.durationMax);
    add.setLong(12, totals.concurrency);
    add.setLong(13, totals.instances);
    add.setLong(14, totals.billedMillis);
    add.setLong(15, totals.billedMegabyteMillis);
    add.setLong(16, totals.measured);
    add.setLong(17, totals.usedKilobytes);
    add.setLong(18, totals.mostUsedKilobytes);
  }

  /**
   * What a row tells.
   *
   * @param start seconds since 1970
   */
  record Row(FunctionUrn urn, int series, long start, Totals totals) {}

  /**
   * @param from the earliest start, in seconds since 1970
   * @param before all starts are
   */
  static List<Row> find(Connection connection, Scope scope, Span span, long from, long before)
      throws SQLException {
    String sql =
        """
        SELECT metric.*, metric_series.urn FROM metric JOIN metric_series ON id = series
        WHERE span = ? AND start >= ? AND start < ?
          AND (? = '' OR function_id = ?) AND (? = '' OR version = ?)
        """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, span.seconds());
      select.setLong(2, from);
      select.setLong(3, before);
      select.setString(4, scope.functionId());
      select.setString(5, scope.functionId());
      select.setString(6, scope.version());
      select.setString(7, scope.version());
      ResultSet row = select.executeQuery();
      List<Row> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            new Row(
                FunctionUrn.parse(row.getString("urn")).orElseThrow(),
                row.getInt("series"),
                row.getLong("start"),
                totals(row)));
      }
      return rows;
    }
  }

  private static Totals totals(ResultSet row) throws SQLException {
    Totals totals = new Totals();
    totals.requests = row.getLong("requests");
    totals.functionErrors = row.getLong("function_errors");
    totals.systemErrors = row.getLong("system_errors");
    totals.rejections = row.getLong("rejections");
    totals.runs = row.getLong("runs");
    totals.durationSum = row.getDouble("duration_sum");
    totals.durationMin = row.getDouble("duration_min");
    totals.durationMax = row.getDouble("duration_max");
    totals.concurrency = row.getLong("concurrency");
    totals.instances = row.getLong("instances");
    totals.billedMillis = row.getLong("billed_ms");
    totals.billedMegabyteMillis = row.getLong("billed_mb_ms");
    totals.measured = row.getLong("measured");
    totals.usedKilobytes = row.getLong("used_kb");
    totals.mostUsedKilobytes = row.getLong("used_kb_max");
    return totals;
  }

  /** Forgets what is too old. */
  static void prune(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM metric WHERE span = ? AND start < ?")) {
      for (Span span : Span.values()) {
        delete.setLong(1, span.seconds());
        delete.setLong(2, now.minus(span.kept()).getEpochSecond());
        delete.executeUpdate();
      }
    }
  }

  /** Forgets function versions of which nothing is told any more. */
  static void pruneSeries(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM metric_series WHERE id NOT IN (SELECT series FROM metric)")) {
      delete.executeUpdate();
    }
  }
}
