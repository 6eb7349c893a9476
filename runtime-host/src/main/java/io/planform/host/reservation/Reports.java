package io.planform.host.reservation;

import io.planform.host.storage.HostDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many reserved instances were ready, over time. Only changes are written. */
public final class Reports {
  private static final long KEPT_SECONDS = 31L * 24 * 3600;

  private final HostDatabase database;
  private final Map<Version, Integer> last = new HashMap<>();

  private record Version(String functionId, String name) {}

  public Reports(HostDatabase database) {
    this.database = database;
    database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT function_id, version, ready FROM reserved_report r WHERE at =
                    (SELECT MAX(at) FROM reserved_report
                     WHERE function_id = r.function_id AND version = r.version)
                  """)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
              last.put(new Version(row.getString(1), row.getString(2)), row.getInt(3));
            }
            return last;
          }
        });
  }

  /** So many are ready from this second on. */
  void note(String functionId, String version, long second, int ready) {
    Integer before = last.put(new Version(functionId, version), ready);
    if ((before == null ? 0 : before) == ready) {
      return;
    }
    database.write(
        connection -> {
          try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT OR REPLACE INTO reserved_report (function_id, version, at, ready) VALUES (?, ?, ?, ?)");
              PreparedStatement prune =
                  connection.prepareStatement(
                      "DELETE FROM reserved_report WHERE function_id = ? AND version = ? AND at < ?")) {
            insert.setString(1, functionId);
            insert.setString(2, version);
            insert.setLong(3, second);
            insert.setInt(4, ready);
            insert.executeUpdate();
            prune.setString(1, functionId);
            prune.setString(2, version);
            prune.setLong(3, second - KEPT_SECONDS);
            return prune.executeUpdate();
          }
        });
  }

  /**
   * What is known of a function, or of one of its versions.
   *
   * @param functionId empty for all functions
   * @param version empty for all together
   */
  public Line of(String functionId, String version) {
    Map<Version, NavigableMap<Long, Integer>> byVersion = new HashMap<>();
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT function_id, version, at, ready FROM reserved_report WHERE (function_id = ?1 OR ?1 = '') AND (version = ?2 OR ?2 = '')")) {
            select.setString(1, functionId);
            select.setString(2, version);
            ResultSet row = select.executeQuery();
            while (row.next()) {
              byVersion
                  .computeIfAbsent(
                      new Version(row.getString(1), row.getString(2)), _ -> new TreeMap<>())
                  .put(row.getLong(3), row.getInt(4));
            }
            return new Line(List.copyOf(byVersion.values()));
          }
        });
  }

  /** Ready instances as a function of time. */
  public record Line(List<NavigableMap<Long, Integer>> versions) {

    /** The most within some seconds. */
    public int most(long from, long before) {
      return versions.stream().mapToInt(steps -> most(steps, from, before)).sum();
    }

    private static int most(NavigableMap<Long, Integer> steps, long from, long before) {
      Map.Entry<Long, Integer> standing = steps.floorEntry(from);
      int most = standing == null ? 0 : standing.getValue();
      for (int ready : steps.subMap(from, true, before, false).values()) {
        most = Math.max(most, ready);
      }
      return most;
    }
  }
}
