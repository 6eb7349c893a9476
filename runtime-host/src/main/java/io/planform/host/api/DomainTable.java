package io.planform.host.api;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code gateway_domain}. */
final class DomainTable {
  private DomainTable() {}

  static List<Domain> all(Connection connection) throws SQLException {
    return Sql.list(connection, DomainTable::domain, "SELECT * FROM gateway_domain");
  }

  static List<Domain> of(Connection connection, String group) throws SQLException {
    return Sql.list(
        connection,
        DomainTable::domain,
        "SELECT * FROM gateway_domain WHERE gateway_group = ? ORDER BY rowid",
        group);
  }

  /**
   * @throws ApiException FSS.0404 where the group has none of this id
   */
  static Domain get(Connection connection, String group, String id) throws SQLException {
    return of(connection, group).stream()
        .filter(domain -> domain.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_0404, "The group has no domain name %s.".formatted(id)));
  }

  /**
   * Makes a domain name, or changes the one of its id.
   *
   * @throws ApiException FSS.0409 where the name is bound already
   */
  static void put(Connection connection, Domain domain) throws SQLException {
    if (Sql.first(
            connection,
            row -> row.getString(1),
            "SELECT id FROM gateway_domain WHERE name = ? AND id <> ?",
            domain.name(),
            domain.id())
        .isPresent()) {
      throw new ApiException(
          FgsError.FSS_0409, "The domain name %s is bound already.".formatted(domain.name()));
    }
    Optional<Domain.Certificate> certificate = domain.certificate();
    Sql.update(
        connection,
        """
        INSERT INTO gateway_domain VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          (min_tls, redirects, certificate, certificate_name, chain, private_key) =
          (excluded.min_tls, excluded.redirects, excluded.certificate, excluded.certificate_name,
           excluded.chain, excluded.private_key)
        """,
        domain.id(),
        domain.name(),
        domain.group(),
        domain.minimalTls(),
        domain.redirects() ? 1 : 0,
        certificate.map(Domain.Certificate::id).orElse(null),
        certificate.map(Domain.Certificate::name).orElse(null),
        certificate.map(Domain.Certificate::chain).orElse(null),
        certificate.map(Domain.Certificate::sealedKey).orElse(null));
  }

  static void delete(Connection connection, Domain domain) throws SQLException {
    Sql.update(connection, "DELETE FROM gateway_domain WHERE id = ?", domain.id());
  }

  private static Domain domain(ResultSet row) throws SQLException {
    String certificate = row.getString("certificate");
    return new Domain(
        row.getString("id"),
        row.getString("name"),
        row.getString("gateway_group"),
        row.getString("min_tls"),
        row.getBoolean("redirects"),
        certificate == null
            ? Optional.empty()
            : Optional.of(
                new Domain.Certificate(
                    certificate,
                    row.getString("certificate_name"),
                    row.getString("chain"),
                    row.getBytes("private_key"))));
  }
}
