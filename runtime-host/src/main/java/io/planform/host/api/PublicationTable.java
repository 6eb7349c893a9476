package io.planform.host.api;

import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code api_publication}. */
final class PublicationTable {
  private static final String SELECT =
      """
      SELECT p.*, coalesce(e.name, 'RELEASE') AS environment_name FROM api_publication p
      LEFT JOIN gateway_object e ON e.id = p.environment
      """;

  private PublicationTable() {}

  static List<ServedApi> served(Connection connection) throws SQLException {
    return Sql.list(connection, row -> publication(row).served(), SELECT + "WHERE p.current = 1");
  }

  /** One of the environments that an API is published in. */
  static Optional<Publication> anyOf(Connection connection, String api) throws SQLException {
    return Sql.first(
        connection,
        PublicationTable::publication,
        SELECT + "WHERE p.api = ? AND p.current = 1 ORDER BY p.rowid DESC",
        api);
  }

  /** The newest first. */
  static List<Publication> of(Connection connection, String api, String environment)
      throws SQLException {
    return Sql.list(
        connection,
        PublicationTable::publication,
        SELECT + "WHERE p.api = ?1 AND (?2 = '' OR p.environment = ?2) ORDER BY p.rowid DESC",
        api,
        environment);
  }

  static boolean uses(Connection connection, GatewayObject environment) throws SQLException {
    return Sql.first(
                connection,
                row -> row.getInt(1),
                "SELECT 1 FROM api_publication WHERE environment = ? AND current = 1",
                environment.id())
            .isPresent()
        || Sql.first(
                connection,
                row -> row.getInt(1),
                "SELECT 1 FROM event_trigger WHERE json_extract(event_data, '$.env_id') = ?",
                environment.id())
            .isPresent();
  }

  /** Makes a version the one that its environment serves. */
  static void serve(Connection connection, Publication publication) throws SQLException {
    withdraw(connection, publication.api(), publication.environment().id());
    ServedApi served = publication.served();
    Sql.update(
        connection,
        """
        INSERT INTO api_publication VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
        ON CONFLICT (version) DO UPDATE SET current = 1
        """,
        publication.version(),
        publication.api(),
        publication.environment().id(),
        publication.document().toString(),
        publication.remark(),
        publication.publishedAt(),
        served.route(),
        served.method());
  }

  /** The environment serves the API no more; what was published is remembered. */
  static void withdraw(Connection connection, String api, String environment) throws SQLException {
    Sql.update(
        connection,
        "UPDATE api_publication SET current = 0 WHERE api = ? AND environment = ? AND current = 1",
        api,
        environment);
  }

  private static Publication publication(ResultSet row) throws SQLException {
    return new Publication(
        row.getString("version"),
        row.getString("api"),
        new Environment(row.getString("environment"), row.getString("environment_name")),
        ObjectTable.document(row.getString("document")),
        row.getString("remark"),
        row.getString("published_at"),
        row.getBoolean("current"));
  }
}
