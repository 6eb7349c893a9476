package io.planform.host.api;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What applications are known by, and what they may call. */
final class ApplicationTable {
  private ApplicationTable() {}

  /** A code as it is stored. */
  record Code(String id, byte[] sealed, String createdAt) {}

  /**
   * @param sealed the secret, encrypted
   */
  record Key(String application, byte[] sealed) {}

  static void putKey(Connection connection, String application, String key, byte[] secret)
      throws SQLException {
    if (Sql.first(
            connection,
            row -> row.getString(1),
            "SELECT application FROM application_key WHERE value = ?",
            key)
        .isPresent()) {
      throw new ApiException(FgsError.FSS_0409, "Another application has this key.");
    }
    Sql.update(connection, "INSERT INTO application_key VALUES (?, ?)", key, application);
    putSecret(connection, application, secret);
  }

  static void putSecret(Connection connection, String application, byte[] secret)
      throws SQLException {
    Sql.update(
        connection, "UPDATE gateway_object SET secret = ? WHERE id = ?", secret, application);
  }

  static byte[] secret(Connection connection, String application) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getBytes(1),
            "SELECT secret FROM gateway_object WHERE id = ?",
            application)
        .orElseThrow();
  }

  /**
   * @param authorized whether the key's application may call an API
   */
  record Signer(Key key, boolean authorized) {}

  static Optional<Signer> signer(
      Connection connection, String value, String api, String environment) throws SQLException {
    return Sql.first(
        connection,
        row ->
            new Signer(
                new Key(row.getString("application"), row.getBytes("secret")),
                row.getBoolean("authorized")),
        """
        SELECT k.application, o.secret, EXISTS (
          SELECT 1 FROM api_authorization a
          WHERE a.application = k.application AND a.api = ? AND a.environment = ?) AS authorized
        FROM application_key k JOIN gateway_object o ON o.id = k.application WHERE k.value = ?
        """,
        api,
        environment,
        value);
  }

  static void putCode(
      Connection connection, String application, String id, String code, byte[] sealed, String now)
      throws SQLException {
    if (applicationOf(connection, code).isPresent()) {
      throw new ApiException(FgsError.FSS_0409, "The code is in use.");
    }
    Sql.update(
        connection,
        "INSERT INTO application_code VALUES (?, ?, ?, ?, ?)",
        id,
        application,
        hash(code),
        sealed,
        now);
  }

  static List<Code> codes(Connection connection, String application) throws SQLException {
    return Sql.list(
        connection,
        row -> new Code(row.getString("id"), row.getBytes("code"), row.getString("created_at")),
        "SELECT * FROM application_code WHERE application = ? ORDER BY rowid",
        application);
  }

  static boolean deleteCode(Connection connection, String application, String id)
      throws SQLException {
    return Sql.update(
            connection,
            "DELETE FROM application_code WHERE application = ? AND id = ?",
            application,
            id)
        == 1;
  }

  static Optional<String> applicationOf(Connection connection, String code) throws SQLException {
    return Sql.first(
        connection,
        row -> row.getString(1),
        "SELECT application FROM application_code WHERE hash = ?",
        hash(code));
  }

  private static String hash(String code) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** That an application may call an API. */
  record Authorization(
      String id, String application, String api, String environment, String authorizedAt) {}

  /** One that is there already stays as it is. */
  static Authorization authorize(Connection connection, Authorization draft) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO api_authorization VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        draft.id(),
        draft.application(),
        draft.api(),
        draft.environment(),
        draft.authorizedAt());
    return authorization(connection, draft.application(), draft.api(), draft.environment())
        .orElseThrow();
  }

  static Optional<Authorization> authorization(
      Connection connection, String application, String api, String environment)
      throws SQLException {
    return Sql.first(
        connection,
        ApplicationTable::authorization,
        "SELECT * FROM api_authorization WHERE application = ? AND api = ? AND environment = ?",
        application,
        api,
        environment);
  }

  static List<Authorization> authorizations(
      Connection connection, String application, String environment) throws SQLException {
    return Sql.list(
        connection,
        ApplicationTable::authorization,
        """
        SELECT * FROM api_authorization
        WHERE application = ?1 AND (?2 = '' OR environment = ?2) ORDER BY rowid
        """,
        application,
        environment);
  }

  /** Of whatever application of an instance. */
  static boolean revoke(Connection connection, String instance, String id) throws SQLException {
    return Sql.update(
            connection,
            """
            DELETE FROM api_authorization WHERE id = ? AND application IN
              (SELECT id FROM gateway_object WHERE instance = ? AND kind = 'APPLICATION')
            """,
            id,
            instance)
        == 1;
  }

  private static Authorization authorization(ResultSet row) throws SQLException {
    return new Authorization(
        row.getString("id"),
        row.getString("application"),
        row.getString("api"),
        row.getString("environment"),
        row.getString("authorized_at"));
  }

  /** What binds a sealed secret to its row. */
  static String identity(String application) {
    return "gateway_object/" + application + "/secret";
  }

  static String codeIdentity(String id) {
    return "application_code/" + id;
  }

  static String open(HostDatabase database, Key key) {
    return database.open(key.sealed(), identity(key.application()));
  }
}
