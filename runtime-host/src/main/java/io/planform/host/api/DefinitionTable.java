package io.planform.host.api;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What APIs and triggers stand in, and whether they get in each other's way. */
public final class DefinitionTable {
  private DefinitionTable() {}

  /** Whether a group has APIs, or triggers. */
  static boolean isInGroup(Connection connection, GatewayObject group) throws SQLException {
    return exists(
            connection,
            """
            SELECT 1 FROM gateway_object
            WHERE instance = ? AND kind = 'API' AND document ->> 'group_id' = ?
            """,
            group.instance(),
            group.id())
        || exists(
            connection,
            "SELECT 1 FROM event_trigger WHERE route LIKE ? OR route LIKE ?",
            group.id() + " %",
            group.id() + "@%");
  }

  /**
   * Refuses a place in an instance that is not there.
   *
   * @param error of what is to stand there
   */
  public static void checkPlace(
      Connection connection, String instance, String group, Environment environment, FgsError error)
      throws SQLException {
    check(ObjectTable.find(connection, Kind.INSTANCE, instance, instance), error, instance);
    check(ObjectTable.find(connection, Kind.GROUP, instance, group), error, group);
    if (!environment.isRelease()) {
      Optional<GatewayObject> found =
          ObjectTable.find(connection, Kind.ENVIRONMENT, instance, environment.id());
      check(
          found.filter(each -> each.name().equals(environment.name())), error, environment.name());
    }
  }

  private static void check(Optional<GatewayObject> object, FgsError error, String what) {
    if (object.isEmpty()) {
      throw new ApiException(error, "There is no %s in the instance.".formatted(what));
    }
  }

  /** Refuses a route that another published API takes. */
  public static void checkNotPublished(Connection connection, ServedApi api) throws SQLException {
    if (exists(
        connection,
        """
        SELECT 1 FROM api_publication
        WHERE current = 1 AND route = ?1 AND api <> ?2
          AND (route_method = ?3 OR route_method = 'ANY' OR ?3 = 'ANY')
        """,
        api.route(),
        api.id(),
        api.method())) {
      throw taken(api, "A published API");
    }
  }

  /** Refuses a route that a trigger or a published API takes. */
  static void checkFree(Connection connection, ServedApi api) throws SQLException {
    checkNotPublished(connection, api);
    if (exists(
        connection,
        """
        SELECT 1 FROM event_trigger
        WHERE route = ?1 AND (route_method = ?2 OR route_method = 'ANY' OR ?2 = 'ANY')
        """,
        api.route(),
        api.method())) {
      throw taken(api, "A trigger");
    }
  }

  private static ApiException taken(ServedApi api, String what) {
    return new ApiException(
        FgsError.FSS_1147,
        "%s serves %s %s in group %s, environment %s."
            .formatted(
                what,
                api.method().toUpperCase(Locale.ROOT),
                api.path().text(),
                api.group(),
                api.environment().name()));
  }

  private static boolean exists(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    return Sql.first(connection, row -> row.getInt(1), sql, arguments).isPresent();
  }
}
